import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { DataError } from "../errors.ts";
import { type Dataset, type Examples, type Split, splits, type Tokens } from "../task.ts";
import { splitFiles } from "./files.ts";

/**
 * Writes a dataset as the official files (files.ts) into a folder, made if need be. The ids are made up: `train-17a` and
 * `train-17b` are the texts of training example 17. Throws DataError at a text that a line cannot hold.
 */
export async function exportRetrieval(dataset: Dataset, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const files = splitFiles(folder);
  for (const split of splits) {
    const lines = linesOf(split, dataset.splits[split]);
    await pipeline(Readable.from(lines), createWriteStream(files[split]));
  }
}

function* linesOf(split: Split, examples: Examples): Generator<Buffer, void, void> {
  for (let i = 0; i < examples.count; i++) {
    const id = `${split}-${i}`;
    const [first, second] = examples.tokens(i).map((tokens) => textOf(tokens, id));
    yield Buffer.concat([
      Buffer.from(`${examples.labels[i]}.0\t${id}a\t${id}b\t`),
      first!,
      Buffer.from("\t"),
      second!,
      Buffer.from("\n"),
    ]);
  }
}

function textOf(tokens: Tokens, id: string): Uint8Array {
  const bytes = tokens.map((token) => token - 1);
  const wrong = bytes.find((byte) => byte === 9 || byte === 10 || byte === 13);
  if (wrong === undefined && bytes.length > 0) return bytes;
  throw new DataError(
    `export of Retrieval, example ${id}: a text must be on one line, without tabs: ` +
      `got ${wrong === undefined ? "an empty one" : `byte ${wrong}`}. Take it out of the data.`,
  );
}
