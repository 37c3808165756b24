import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  writeSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { firstProblem, StoreError, systemReason } from "./errors.ts";
import { recordsFile } from "./files.ts";
import { asciiJson } from "./json.ts";
import { addRun, type Run } from "./manifest.ts";
import { cutShort } from "./read.ts";
import { type Record, recordSchema } from "./record.ts";

/** A results folder opened for appending. One writer at a time. */
export interface Store {
  /** Its file of records. */
  readonly file: string;
  /** Adds a record as one line that is on the disk when the call returns. Throws StoreError; the file is then as before. */
  append(record: Record): void;
  close(): void;
}

/**
 * Opens a results folder, made if need be, and notes the run in its manifest. What is stored already stays.
 * Throws StoreError when the folder cannot be written, or its last record has no end (the next would be glued to it).
 */
export function openStore(folder: string, run: Run): Store {
  const file = join(folder, recordsFile);
  const handle = orRefuse(folder, () => {
    makeFolder(folder);
    if (!isWhole(file)) throw new StoreError(`last record of ${file}: ${cutShort}`);
    addRun(folder, run);
    return openSync(file, "a");
  });
  return {
    file,
    append(record) {
      const line = lineOf(record);
      orRefuse(folder, () => appendLine(handle, line));
    },
    close: () => closeSync(handle),
  };
}

/** With the folders above it. Node's own `recursive` never returns where the system makes no folders, as in /proc. */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(resolve(folder)));
  mkdirSync(folder);
}

function orRefuse<Value>(folder: string, write: () => Value): Value {
  try {
    return write();
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw new StoreError(
      `results folder ${folder}: must be writable: got ${systemReason(error)}. Make room there, or choose another folder.`,
      { cause: error },
    );
  }
}

function isWhole(file: string): boolean {
  if (!existsSync(file)) return true;
  const handle = openSync(file, "r");
  const { size } = fstatSync(handle);
  const last = Buffer.alloc(1);
  readSync(handle, last, 0, 1, Math.max(0, size - 1));
  closeSync(handle);
  return size === 0 || last.toString() === "\n";
}

function lineOf(record: Record): Buffer {
  const parsed = recordSchema.safeParse(record);
  if (parsed.success) return Buffer.from(`${asciiJson(JSON.stringify(parsed.data))}\n`);
  throw new TypeError(`append: need a valid record: got ${firstProblem(parsed.error)}.`);
}

/** A write that does not end well is undone, so that no half line stays. */
function appendLine(handle: number, line: Buffer): void {
  const { size } = fstatSync(handle);
  try {
    const written = writeSync(handle, line);
    if (written < line.length) throw new Error(`room for ${written} of ${line.length} bytes`);
    fsyncSync(handle);
  } catch (error) {
    if (fstatSync(handle).size > size) ftruncateSync(handle, size);
    throw error;
  }
}
