import { isUtf8 } from "node:buffer";
import { createReadStream } from "node:fs";
import { DataError } from "./errors.ts";
import { reasonOf } from "./reason.ts";
import type { Example, Found, Split } from "./task.ts";

/** Bytes of the longest line that is read: no data set comes near, and a file without line ends must not fill memory. */
const longest = 16 * 2 ** 20;

export interface Line {
  /** From 1. */
  readonly number: number;
  /** UTF-8, without its LF or CRLF. */
  readonly bytes: Uint8Array;
}

/**
 * The examples in the lines of a UTF-8 file, `null` where a line holds none; never the whole file at once. What
 * `exampleOf` throws becomes a DataError that names the file and the line; so do a file that cannot be read, is packed by
 * gzip, begins with a byte order mark, is not UTF-8, or has no example, of which those without a line name the file alone.
 * `checkEnd` is asked after the last line, and throws a DataError of its own.
 */
export async function* readExamples(
  path: string,
  exampleOf: (line: Line) => Example | null,
  checkEnd: () => void = () => {},
): AsyncGenerator<Example, void, void> {
  let number = 0;
  let isEmpty = true;
  try {
    for await (const bytes of linesOf(path)) {
      number++;
      if (number === 1 && isGzip(bytes)) throw new Error("must be text: got gzip. Unpack it first");
      if (number === 1 && hasMark(bytes)) {
        throw new DataError(
          `${path}, line 1: must begin without a byte order mark: got one. Save the file without it.`,
        );
      }
      if (!isUtf8(bytes)) throw new Error("must be UTF-8: got other bytes");
      const example = exampleOf({ number, bytes });
      if (example === null) continue;
      isEmpty = false;
      yield example;
    }
    checkEnd();
    if (number === 0) throw new Error("must hold examples: got an empty file");
    if (isEmpty) throw new Error("an example must follow: got the end of the file");
  } catch (error) {
    if (error instanceof DataError) throw error;
    const place = number === 0 ? path : `${path}, line ${number}`;
    throw new DataError(`${place}: ${reasonOf(error)}. Copy the file afresh.`);
  }
}

/** Of the file of each split, as in `readExamples`. */
export const readSplits = (
  files: Readonly<Record<Split, string>>,
  exampleOf: (line: Line) => Example | null,
): Found["splits"] => ({
  train: readExamples(files.train, exampleOf),
  validation: readExamples(files.validation, exampleOf),
  test: readExamples(files.test, exampleOf),
});

async function* linesOf(path: string): AsyncGenerator<Uint8Array, void, void> {
  let parts: Buffer[] = [];
  let held = 0;
  for await (const chunk of createReadStream(path)) {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      yield withoutReturn(Buffer.concat([...parts, chunk.subarray(start, end)]));
      parts = [];
      held = 0;
      start = end + 1;
    }
    if (start === chunk.length) continue;
    parts.push(chunk.subarray(start));
    held += chunk.length - start;
    if (held > longest) throw new Error("a line must end within 16 MiB: got none that does");
  }
  if (held > 0) yield withoutReturn(Buffer.concat(parts));
}

const withoutReturn = (line: Buffer): Uint8Array =>
  line.at(-1) === 13 ? line.subarray(0, -1) : line;

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

const hasMark = (bytes: Uint8Array): boolean =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
