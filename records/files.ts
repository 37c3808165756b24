import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { annotationsFile } from "./annotations.ts";

/** The file of a store's folder that holds its records, one a line. */
export const recordsFile = "records.jsonl";

/** Whether a file of this name holds records. */
export const isRecordsFile = (name: string): boolean =>
  name.endsWith(".jsonl") && basename(name) !== annotationsFile;

/**
 * Every file of records in a folder and below it, by name. Of a store its own alone: what lies below, as the second runs of an
 * alarm, is no night. Throws what the system says.
 */
export function recordFilesBelow(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  if (entries.some(({ name }) => name === recordsFile)) return [join(folder, recordsFile)];
  return entries
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return recordFilesBelow(path);
      return isRecordsFile(entry.name) ? [path] : [];
    });
}
