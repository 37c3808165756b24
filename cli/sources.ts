import { readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import {
  annotationsFile,
  contradiction,
  type Record,
  runOf,
  StoreError,
  scanRecords,
} from "../records/index.ts";
import type { Source } from "../reports/index.ts";

/** A file of records, or files that belong together. */
interface Place {
  readonly name: string;
  readonly files: readonly string[];
}

/**
 * What results folders, files of records and folders of nights hold, every run of a cell. A folder of nights has no
 * `records.jsonl` of its own: each folder in it is one place with all that lies below, each `.jsonl` file another. A
 * record that is there twice counts once. Throws one StoreError with a line for each place that cannot be read.
 */
export async function sourcesIn(paths: readonly string[]): Promise<readonly Source[]> {
  const places = paths.flatMap(placesIn);
  const faults: string[] = [];
  const sources: Source[] = [];
  for (const { name, files } of places) {
    const records: Record[] = [];
    for (const file of files) faults.push(...(await readInto(records, file)));
    sources.push({ name, records });
  }
  faults.push(...contradictionsIn(sources));
  if (faults.length > 0) throw new StoreError(shortened(faults).join("\n"));
  return withoutTwins(sources);
}

function placesIn(path: string): readonly Place[] {
  if (!isFolder(path)) return [{ name: path, files: [path] }];
  const entries = readdirSync(path, { withFileTypes: true });
  if (entries.some(({ name }) => name === "records.jsonl")) return [{ name: path, files: [path] }];
  const names = entries.map(({ name }) => name).sort();
  return names.flatMap((name) => {
    const inside = join(path, name);
    if (isFolder(inside)) return [{ name: inside, files: filesBelow(inside) }];
    return isRecords(name) ? [{ name: inside, files: [inside] }] : [];
  });
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter(isRecords)
    .sort()
    .map((name) => join(folder, name));

const isRecords = (name: string): boolean =>
  name.endsWith(".jsonl") && basename(name) !== annotationsFile;

/** The fault that reading stopped at, if any. */
async function readInto(records: Record[], file: string): Promise<readonly string[]> {
  try {
    for await (const record of scanRecords(file)) records.push(record);
    return [];
  } catch (error) {
    if (error instanceof StoreError) return [error.message];
    throw error;
  }
}

/** Two tellings of one run that differ. */
function contradictionsIn(sources: readonly Source[]): readonly string[] {
  const seen = new Map<string, { readonly name: string; readonly record: Record }>();
  const faults: string[] = [];
  for (const { name, records } of sources) {
    for (const record of records) {
      const run = runOf(record);
      const other = seen.get(run);
      if (other === undefined) seen.set(run, { name, record });
      else if (!isDeepStrictEqual(other.record, record)) {
        faults.push(contradiction(record, name, other.name).message);
      }
    }
  }
  return faults;
}

function withoutTwins(sources: readonly Source[]): readonly Source[] {
  const seen = new Set<string>();
  const isNew = (record: Record) => !seen.has(runOf(record)) && seen.add(runOf(record));
  return sources.map(({ name, records }) => ({ name, records: records.filter(isNew) }));
}

const mostTold = 10;

function shortened(faults: readonly string[]): readonly string[] {
  const more = faults.length - mostTold;
  return more > 0 ? [...faults.slice(0, mostTold), `and ${more} more like these.`] : faults;
}
