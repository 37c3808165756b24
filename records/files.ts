import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { annotationsFile } from "./annotations.ts";

/** The file of a store's folder that holds its records, one a line. */
export const recordsFile = "records.jsonl";

/** Whether a file of this name holds records. */
export const isRecordsFile = (name: string): boolean =>
  name.endsWith(".jsonl") && basename(name) !== annotationsFile;

/** Every file of records in a folder and below it, by name. Throws what the system says. */
export const recordFilesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter(isRecordsFile)
    .sort()
    .map((name) => join(folder, name));
