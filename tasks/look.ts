import { type Stats, statSync } from "node:fs";

/** What is at a path; `null` where nothing is, also below what is no folder. */
export function look(path: string): Stats | null {
  try {
    return statSync(path);
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (["ENOENT", "ENOTDIR"].includes(code)) return null;
    throw error;
  }
}
