import { existsSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { replaceFile, UsageError } from "../records/index.ts";
import { print } from "./console.ts";

/** Prints a text where the output is `-`, else writes it to that file. Throws UsageError where that cannot be. */
export function deliver(output: string, text: string): void {
  if (output === "-") print(text);
  else save(output, text);
}

/** Writes a file whole or not at all. Throws UsageError where it cannot be written; `advice` is what to do then. */
export function save(
  file: string,
  content: string | Uint8Array,
  advice = "Make room, or choose another --output.",
): void {
  try {
    if (isSpecial(file)) writeFileSync(file, content);
    else replaceFile(file, content);
  } catch (error) {
    if (!existsSync(dirname(file))) {
      throw new UsageError(
        `${file}: must be in a folder that exists: got none. Make the folder, or choose another --output.`,
      );
    }
    throw new UsageError(`${file}: must be writable: got ${reasonOf(error)}. ${advice}`);
  }
}

/** What the system said, without the draft's name. */
const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/, \w+ '.*/, "");

/** A device or a pipe (`/dev/stdout`), which must not be replaced by a file. */
const isSpecial = (file: string): boolean => existsSync(file) && !statSync(file).isFile();
