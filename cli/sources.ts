import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import {
  contradiction,
  isRecordsFile,
  type Placed,
  placedRecords,
  type Record,
  recordFilesBelow,
  runOf,
  StoreError,
} from "../records/index.ts";
import type { Source } from "../reports/index.ts";

/** A source as it was found. */
export interface StoredSource extends Source {
  /** Records of it that an earlier place has too, and that are not in `records`. */
  readonly repeated: number;
}

/** A file of records, or files that belong together. */
interface Place {
  readonly name: string;
  readonly files: readonly string[];
}

/**
 * What results folders, files of records and folders of nights hold, every run of a cell. A folder of nights has no
 * `records.jsonl` of its own: each folder in it is one place with all that lies below, each `.jsonl` file another. A
 * record that is there twice counts once, in the first place. Throws one StoreError with a line for each place that cannot be read.
 */
export async function sourcesIn(paths: readonly string[]): Promise<readonly StoredSource[]> {
  const places = paths.flatMap(placesIn);
  const faults: string[] = [];
  const told: { readonly name: string; readonly placed: readonly Placed[] }[] = [];
  for (const { name, files } of places) {
    const placed: Placed[] = [];
    for (const file of files) faults.push(...(await readInto(placed, file)));
    told.push({ name, placed });
  }
  faults.push(...contradictionsIn(told.flatMap(({ placed }) => placed)));
  if (faults.length > 0) throw new StoreError(shortened(faults).join("\n"));
  return withoutTwins(
    told.map(({ name, placed }) => ({ name, records: placed.map(({ record }) => record) })),
  );
}

function placesIn(path: string): readonly Place[] {
  if (!isFolder(path)) return [{ name: path, files: [path] }];
  const entries = readdirSync(path, { withFileTypes: true });
  if (entries.some(({ name }) => name === "records.jsonl")) return [{ name: path, files: [path] }];
  const names = entries.map(({ name }) => name).sort();
  return names.flatMap((name) => {
    const inside = join(path, name);
    if (isFolder(inside)) return [{ name: inside, files: recordFilesBelow(inside) }];
    return isRecordsFile(name) ? [{ name: inside, files: [inside] }] : [];
  });
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** The fault that reading stopped at, if any. */
async function readInto(read: Placed[], file: string): Promise<readonly string[]> {
  try {
    for await (const placed of placedRecords(file)) read.push(placed);
    return [];
  } catch (error) {
    if (error instanceof StoreError) return [error.message];
    throw error;
  }
}

/** Two tellings of one run that differ. */
function contradictionsIn(all: readonly Placed[]): readonly string[] {
  const seen = new Map<string, Placed>();
  return all.flatMap((placed) => {
    const { record, where } = placed;
    const run = runOf(record);
    const other = seen.get(run);
    if (other === undefined) seen.set(run, placed);
    return other === undefined || isDeepStrictEqual(other.record, record)
      ? []
      : [contradiction(record, where, other.where).message];
  });
}

function withoutTwins(sources: readonly Source[]): readonly StoredSource[] {
  const seen = new Set<string>();
  const isNew = (record: Record) => !seen.has(runOf(record)) && seen.add(runOf(record));
  return sources.map(({ name, records }) => {
    const own = records.filter(isNew);
    return { name, records: own, repeated: records.length - own.length };
  });
}

const mostTold = 10;

function shortened(faults: readonly string[]): readonly string[] {
  const more = faults.length - mostTold;
  return more > 0 ? [...faults.slice(0, mostTold), `and ${more} more like these.`] : faults;
}
