import { DataError } from "../errors.ts";
import {
  type Dataset,
  type Examples,
  type OfficialFile,
  type Split,
  splits,
  type Tokens,
} from "../task.ts";
import { splitFiles } from "./files.ts";

/**
 * A data set as the official files (files.ts). The ids are made up: `train-17a` and `train-17b` are the texts of training
 * example 17. Throws DataError at a text that a line cannot hold.
 */
export function exportRetrieval(dataset: Dataset): readonly OfficialFile[] {
  const paths = splitFiles(".");
  return splits.map((split) => ({
    path: paths[split],
    content: linesOf(split, dataset.splits[split]),
  }));
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
