import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Dataset, type Examples, splits } from "../task.ts";
import { print } from "./expression.ts";
import { header, splitFiles } from "./files.ts";

/**
 * Writes a dataset as the official files (files.ts) into a folder, made if need be.
 * Lines end in CRLF, as the benchmark's do.
 */
export async function exportListops(dataset: Dataset, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const files = splitFiles(folder);
  for (const split of splits) {
    await pipeline(Readable.from(lines(dataset.splits[split])), createWriteStream(files[split]));
  }
}

function* lines(examples: Examples): Generator<string, void, void> {
  yield `${header}\r\n`;
  for (let i = 0; i < examples.count; i++) {
    yield `${print(examples.tokens(i)[0] as Uint8Array)}\t${examples.labels[i]}\r\n`;
  }
}
