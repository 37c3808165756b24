import { readFileSync } from "node:fs";
import { DataError } from "../errors.ts";
import { look } from "../look.ts";
import { reasonOf } from "../reason.ts";

/**
 * What `parse` makes of a whole file of at most so many bytes. What it throws becomes a DataError that names the file;
 * so does a file that is not there, or is none, or is longer.
 */
export function parseFile<T>(path: string, mostBytes: number, parse: (bytes: Buffer) => T): T {
  try {
    const stats = look(path);
    if (stats === null) throw new Error("must be a file that can be read: got nothing there");
    if (!stats.isFile()) throw new Error("must be a file: got something else");
    if (stats.size > mostBytes) {
      throw new Error(`must have at most ${mostBytes} bytes: got ${stats.size}`);
    }
    return parse(readFileSync(path));
  } catch (error) {
    throw new DataError(`${path}: ${reasonOf(error)}. Copy the file afresh.`);
  }
}
