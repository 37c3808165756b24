/** What the process ends with. */
export const exit = {
  ok: 0,
  /** A fault of this program. */
  internal: 1,
  /** What was asked for cannot be: a wrong name, option, file, folder or device. */
  usage: 2,
  /** A comparison found something worse. */
  regression: 3,
  /** Some cells have no numbers though they should (oom, timeout, crash, invalid), or none has any. */
  incomplete: 4,
  /** What was to be compared does not compare, or is not there. */
  incomparable: 5,
  /** Ctrl-C, after what was done has been kept. */
  interrupted: 130,
  /** SIGTERM, likewise. */
  terminated: 143,
} as const;

export type ExitCode = (typeof exit)[keyof typeof exit];

/** Has the process end with a command's code, when all that it has to write is written. */
export async function end(code: Promise<ExitCode>): Promise<void> {
  process.exitCode = await code;
}
