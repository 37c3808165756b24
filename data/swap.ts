import { existsSync, renameSync, rmSync } from "node:fs";

const asideOf = (folder: string): string => `${folder}.former`;

/** Whether a folder of this name was put aside by `putInPlace`. */
export const isAside = (name: string): boolean => name.endsWith(asideOf(""));

/** Gives a folder the name of another, which is put aside for so long if it is there. */
export function putInPlace(fresh: string, folder: string): void {
  const aside = asideOf(folder);
  if (existsSync(folder)) renameSync(folder, aside);
  renameSync(fresh, folder);
  rmSync(aside, { recursive: true, force: true });
}

/** Gives a folder back that was put aside by a process that was killed then. */
export function putBack(folder: string): void {
  const aside = asideOf(folder);
  if (!existsSync(folder) && existsSync(aside)) renameSync(aside, folder);
  rmSync(aside, { recursive: true, force: true });
}
