import { type Dataset, type Examples, type OfficialFile, splits } from "../task.ts";
import { decodeBytes } from "./bytes.ts";
import { commaHeader, tableFiles } from "./files.ts";

/** A data set as `text_{train,val,test}.tsv`: commas between columns, reviews in quotes, lines end in CRLF. */
export function exportText(dataset: Dataset): readonly OfficialFile[] {
  const paths = tableFiles(".", "text");
  return splits.map((split) => ({ path: paths[split], content: lines(dataset.splits[split]) }));
}

function* lines(examples: Examples): Generator<string, void, void> {
  yield `${commaHeader}\r\n`;
  for (let i = 0; i < examples.count; i++) {
    const [review] = examples.tokens(i);
    yield `"${decodeBytes(review!).replaceAll('"', '""')}",${examples.labels[i]}\r\n`;
  }
}
