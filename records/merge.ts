import { statSync } from "node:fs";
import { type Annotation, annotationsFile, readAnnotations } from "./annotations.ts";
import { canonicalJson } from "./canonical.ts";
import { recordsFile } from "./files.ts";
import { asciiJson } from "./json.ts";
import { manifestFile, type Run, readManifest } from "./manifest.ts";
import { type Placed, placedRecords } from "./read.ts";
import { formatVersion } from "./record.ts";
import { contradiction, runOf } from "./runs.ts";

/** The files of a store's folder; its records last, which need none of the others. */
export const storeFiles = [annotationsFile, manifestFile, recordsFile] as const;

/** What several stores come to together, whatever order they are named in. */
export interface Merged {
  /** How many different records there are, and how many lines told one of them again. */
  readonly records: number;
  readonly repeats: number;
  /** The files of the folder that holds them, as their lines. */
  readonly files: ReadonlyMap<string, readonly string[]>;
  /** Of each cell that came to numbers the stores that hold its last such run, and so its weights. */
  readonly holders: ReadonlyMap<string, readonly string[]>;
}

/**
 * Joins stores (folders, or files of records), each record once. Any order and any grouping of the same stores gives the
 * same lines. Throws StoreError for what cannot be read, and where two stores tell differently of one run of a cell; a last
 * line that has no end is told to `onCut` in place of that, where it is given.
 */
export async function mergeStores(
  stores: readonly string[],
  onCut?: (where: string) => void,
): Promise<Merged> {
  const runs = new Map<string, Seen>();
  let lines = 0;
  for (const store of stores) {
    for await (const placed of placedRecords(store, onCut)) {
      addTo(runs, placed, store);
      lines++;
    }
  }
  const folders = stores.filter((store) => statSync(store).isDirectory());
  const all = [...runs.values()];
  return {
    records: all.length,
    repeats: lines - all.length,
    files: new Map([
      [recordsFile, sorted(all).map(({ line }) => `${line}\n`)],
      ...manifestOf(folders),
      ...annotationsOf(folders),
    ]),
    holders: holdersOf(all),
  };
}

/** One run of a cell, and where it was found. */
interface Seen {
  readonly cellId: string;
  readonly startedAt: string;
  readonly hasResult: boolean;
  readonly line: string;
  readonly where: string;
  readonly stores: readonly string[];
}

function addTo(runs: Map<string, Seen>, { record, where }: Placed, store: string): void {
  const run = runOf(record);
  const other = runs.get(run);
  const line = asciiJson(canonicalJson(record));
  if (other && other.line !== line) throw contradiction(record, where, other.where);
  runs.set(run, {
    cellId: record.cell.id,
    startedAt: record.startedAt,
    hasResult: "result" in record.outcome,
    line,
    where: other?.where ?? where,
    stores: [...(other?.stores ?? []), store],
  });
}

/** First one first; what started at the same moment by its text. */
const sorted = <Item extends { readonly startedAt: string; readonly line: string }>(
  items: readonly Item[],
): readonly Item[] =>
  items.toSorted(
    (a, b) =>
      Date.parse(a.startedAt) - Date.parse(b.startedAt) ||
      (a.line < b.line ? -1 : +(a.line > b.line)),
  );

type File = readonly [name: string, lines: readonly string[]];

/** None where no folder has one. */
function manifestOf(folders: readonly string[]): readonly File[] {
  const manifests = folders.flatMap((folder) => readManifest(folder) ?? []);
  if (manifests.length === 0) return [];
  const runs = distinct<Run>(
    manifests.flatMap((manifest) => manifest.runs),
    ({ startedAt }) => startedAt,
  ).map((line): unknown => JSON.parse(line));
  return [[manifestFile, [`${JSON.stringify({ formatVersion, runs }, null, 2)}\n`]]];
}

function annotationsOf(folders: readonly string[]): readonly File[] {
  const annotations = distinct<Annotation>(
    folders.flatMap(readAnnotations),
    ({ annotatedAt }) => annotatedAt,
  );
  if (annotations.length === 0) return [];
  return [[annotationsFile, annotations.map((line) => `${line}\n`)]];
}

/** Each value once, as a line, in the order of time. */
function distinct<Value>(values: readonly Value[], timeOf: (value: Value) => string) {
  const lines = new Map(values.map((value) => [canonicalJson(value), timeOf(value)]));
  return sorted([...lines].map(([line, startedAt]) => ({ line, startedAt }))).map(
    ({ line }) => line,
  );
}

function holdersOf(runs: readonly Seen[]): ReadonlyMap<string, readonly string[]> {
  const withResult = runs.filter(({ hasResult }) => hasResult);
  return new Map(sorted(withResult).map(({ cellId, stores }) => [cellId, stores]));
}
