import { closeSync, openSync, readSync, statSync } from "node:fs";
import { DataError } from "../errors.ts";
import { reasonOf } from "../reason.ts";
import { archive, recordBytes } from "./files.ts";

/** Records of some files, counted through them from 0. */
export interface Records {
  readonly count: number;
  placeOf(i: number): Place;
}

interface Place {
  readonly path: string;
  /** Within the file, from 1. */
  readonly number: number;
}

/** The records of files, by their sizes. Throws DataError where one cannot be a file of records. */
export function recordsIn(paths: readonly string[]): Records {
  const counts = paths.map((path) => withPlace(path, () => countOf(path)));
  return {
    count: counts.reduce((sum, count) => sum + count),
    placeOf(i) {
      let [file, number] = [0, i + 1];
      for (; number > counts[file]!; file++) number -= counts[file]!;
      return { path: paths[file]!, number };
    },
  };
}

function countOf(path: string): number {
  const stats = statSync(path);
  if (!stats.isFile()) throw new Error("must be a file: got something else");
  if (stats.size === 0) throw new Error("must hold records: got an empty file");
  const count = stats.size / recordBytes;
  if (Number.isInteger(count)) return count;
  const found = isGzip(path) ? "gzip" : `${stats.size} bytes`;
  throw new Error(`must hold records of ${recordBytes} bytes: got ${found}`);
}

function isGzip(path: string): boolean {
  const file = openSync(path, "r");
  try {
    const start = new Uint8Array(2);
    readSync(file, start);
    return start[0] === 0x1f && start[1] === 0x8b;
  } finally {
    closeSync(file);
  }
}

/**
 * What `read` makes of the `[recordBytes]` of each of these records, one in memory at a time. What it throws becomes a
 * DataError that names file and record; so does a record that is not there.
 * Reading blocks: the records are small and in no order, and handing each to another thread would take longer.
 */
export async function* readRecords<T>(
  { placeOf }: Records,
  chosen: Iterable<number>,
  read: (record: Uint8Array) => T,
): AsyncGenerator<T, void, void> {
  const files = new Map<string, number>();
  const record = new Uint8Array(recordBytes);

  const readOne = ({ path, number }: Place): T => {
    const file = files.get(path) ?? openSync(path, "r");
    files.set(path, file);
    const bytes = readSync(file, record, 0, recordBytes, (number - 1) * recordBytes);
    if (bytes < recordBytes) throw new Error(`must have ${recordBytes} bytes: got ${bytes}`);
    return read(record);
  };

  try {
    for (const i of chosen) {
      const place = placeOf(i);
      yield withPlace(`${place.path}, record ${place.number}`, () => readOne(place));
    }
  } finally {
    for (const file of files.values()) closeSync(file);
  }
}

/** What `read` gives; what it throws becomes a DataError that names the place. */
function withPlace<T>(where: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new DataError(`${where}: ${reasonOf(error)}. Unpack ${archive} afresh.`);
  }
}
