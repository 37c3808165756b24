import { createReadStream, existsSync, statSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { canonicalJson } from "./canonical.ts";
import { firstProblem, StoreError, systemReason } from "./errors.ts";
import { recordFilesBelow, recordsFile } from "./files.ts";
import { latest } from "./latest.ts";
import { formatVersion, type Record, recordSchema } from "./record.ts";
import { contradiction, runOf } from "./runs.ts";

/**
 * The records of several stores (folders, or files of records) together. A cell that ran more than once on the same
 * machine counts once, by the run that started last; runs on different machines are different measurements.
 * Throws StoreError.
 */
export async function readRecords(paths: readonly string[]): Promise<Record[]> {
  const records = await readRuns(paths);
  return latest(records, ({ cell, machine }) => canonicalJson([cell.id, machine]));
}

/**
 * Every run of every cell in several stores together, each once, in the order of the lines; of the store at each index those
 * that are meant. Throws StoreError, also where two lines tell differently of one run.
 */
export async function readRuns(
  paths: readonly string[],
  isMeant: (record: Record, path: number) => boolean = () => true,
): Promise<Record[]> {
  const runs = new Map<string, Placed>();
  for (const [i, path] of paths.entries()) {
    for await (const placed of placedRecords(path)) {
      const { record, where } = placed;
      if (!isMeant(record, i)) continue;
      const run = runOf(record);
      const other = runs.get(run);
      if (other === undefined) runs.set(run, placed);
      else if (!isDeepStrictEqual(other.record, record)) {
        throw contradiction(record, where, other.where);
      }
    }
  }
  return [...runs.values()].map(({ record }) => record);
}

/**
 * Every line of one store, as it stands, one at a time. Throws StoreError at the first that cannot be read; a last line that
 * has no end is told to `onCut` in place of that, where it is given.
 */
export async function* scanRecords(
  path: string,
  onCut?: (where: string) => void,
): AsyncGenerator<Record> {
  for await (const { record } of placedRecords(path, onCut)) yield record;
}

/** A record and the line where it stands, as `record 3 of runs/records.jsonl`. */
export interface Placed {
  readonly record: Record;
  readonly where: string;
}

/** As scanRecords, with the places. */
export async function* placedRecords(
  path: string,
  onCut?: (where: string) => void,
): AsyncGenerator<Placed> {
  const file = fileOf(path);
  let number = 0;
  for await (const line of linesOf(file)) {
    const where = `record ${++number} of ${file}`;
    if (onCut && !line.endsWith("\n")) onCut(where);
    else yield { record: parseRecord(line, where), where };
  }
}

function fileOf(path: string): string {
  let inside: readonly string[];
  try {
    if (!statSync(path).isDirectory()) return path;
    const file = join(path, recordsFile);
    inside = existsSync(file) ? [] : recordFilesBelow(path);
    if (inside.length === 0) return file;
  } catch (error) {
    throw unreadable(path, error);
  }
  throw new StoreError(
    `${path}: must be a results folder or a file of records: got a folder that holds ${inside.length} of them. Name those that you mean, as ${namesFor(path, inside[0]!).join(" or ")}.`,
  );
}

/** How to name one store below a folder, by its file of records, and, for a shell, all that lie like it. */
function namesFor(folder: string, file: string): readonly [one: string, all: string] {
  const isStore = basename(file) === recordsFile;
  const one = isStore ? dirname(file) : file;
  const stars = relative(folder, one).split(sep).fill("*");
  return [one, `${join(folder, ...stars)}${isStore ? "/" : ".jsonl"}`];
}

/** Lines with their newline. Not by node:readline, which splits at U+2028 too: JSON allows it inside strings. */
async function* linesOf(file: string): AsyncGenerator<string> {
  const options = { encoding: "utf8", highWaterMark: 2 ** 20 } as const; // bytes
  let rest = "";
  try {
    for await (const chunk of createReadStream(file, options)) {
      let start = 0;
      for (let end = chunk.indexOf("\n"); end >= 0; end = chunk.indexOf("\n", start)) {
        yield rest + chunk.slice(start, end + 1);
        rest = "";
        start = end + 1;
      }
      rest += chunk.slice(start);
    }
  } catch (error) {
    throw unreadable(file, error);
  }
  if (rest !== "") yield rest;
}

function parseRecord(line: string, where: string): Record {
  if (!line.endsWith("\n")) throw new StoreError(`${where}: ${cutShort}`);
  const value = parseJson(line, where);
  const version = versionOf(value);
  if (version > formatVersion) {
    throw new StoreError(
      `${where}: version ${version} is newer than this program (${formatVersion}). Update lra, or choose another file.`,
    );
  }
  const parsed = recordSchema.safeParse(value);
  if (!parsed.success) throw new StoreError(`${where}: ${firstProblem(parsed.error)}. ${repair}`);
  return parsed.data;
}

function parseJson(line: string, where: string): unknown {
  if (line.startsWith("\ufeff")) {
    throw new StoreError(
      `${where}: must begin without a byte order mark: got one. Save the file without it.`,
    );
  }
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new StoreError(`${where}: must be JSON: ${systemReason(error)}. ${repair}`);
  }
}

function versionOf(value: unknown): number {
  if (typeof value !== "object" || value === null || !("formatVersion" in value)) return 0;
  return typeof value.formatVersion === "number" ? value.formatVersion : 0;
}

const repair = "Repair or delete that line; a deleted cell is run again by --resume.";

/** What is wrong with a last line that has no newline. */
export const cutShort = `must end with a newline: its writer was stopped half-way. ${repair}`;

function unreadable(file: string, error: unknown): StoreError {
  return new StoreError(
    `${file}: must be a results folder or a file of records: got ${systemReason(error)}. Check the path, or start a run first.`,
    { cause: error },
  );
}
