/** Why a file cannot be read: of a fault that the system tells, what was found, in words; of another its message. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { syscall } = error as NodeJS.ErrnoException;
  return syscall ? `must be a file that can be read: got ${foundBy(error)}` : error.message;
}

/** What the system found where there should have been a file or a folder. */
export function foundBy({ code, message }: NodeJS.ErrnoException): string {
  return found[code ?? ""] ?? message;
}

const found: Readonly<Record<string, string>> = {
  ENOENT: "nothing there",
  EACCES: "no permission to read it",
  EPERM: "no permission to read it",
  EISDIR: "a folder",
  ENOTDIR: "a file",
  ELOOP: "a link to itself",
};
