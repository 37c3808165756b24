import { type Dataset, type Examples, type OfficialFile, splits } from "../task.ts";
import { print } from "./expression.ts";
import { header, splitFiles } from "./files.ts";

/** A data set as the official files (files.ts). Lines end in CRLF, as the benchmark's do. */
export function exportListops(dataset: Dataset): readonly OfficialFile[] {
  const paths = splitFiles(".");
  return splits.map((split) => ({ path: paths[split], content: lines(dataset.splits[split]) }));
}

function* lines(examples: Examples): Generator<string, void, void> {
  yield `${header}\r\n`;
  for (let i = 0; i < examples.count; i++) {
    yield `${print(examples.tokens(i)[0] as Uint8Array)}\t${examples.labels[i]}\r\n`;
  }
}
