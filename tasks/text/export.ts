import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Dataset, type Examples, splits } from "../task.ts";
import { decodeBytes } from "./bytes.ts";
import { commaHeader, tableFiles } from "./files.ts";

/** Writes a data set as `text_{train,val,test}.tsv`: commas between columns, reviews in quotes, lines end in CRLF. */
export async function exportText(dataset: Dataset, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const files = tableFiles(folder, "text");
  for (const split of splits) {
    await pipeline(Readable.from(lines(dataset.splits[split])), createWriteStream(files[split]));
  }
}

function* lines(examples: Examples): Generator<string, void, void> {
  yield `${commaHeader}\r\n`;
  for (let i = 0; i < examples.count; i++) {
    const [review] = examples.tokens(i);
    yield `"${decodeBytes(review!).replaceAll('"', '""')}",${examples.labels[i]}\r\n`;
  }
}
