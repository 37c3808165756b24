import { DataError, quote } from "../errors.ts";
import { type Line, readExamples } from "../lines.ts";
import type { Example, Found } from "../task.ts";
import { commaHeader, tabHeader, tableFiles } from "./files.ts";
import { importedReview, longestReview } from "./imported-review.ts";
import { commaRecords } from "./records.ts";

/** Bytes: every one of a review may be a doubled quote. */
const longestRecord = 2 * longestReview + 16;

/** `<name>_{train,val,test}.tsv`: columns Source, the review, and Target, 0 or 1, in the order of their lines. */
export function openTables(folder: string, name: string): Found {
  const files = tableFiles(folder, name);
  return {
    form: "TSV files",
    sizes: null,
    differences: ["reviews from TSV files instead of IMDB's folders"],
    splits: {
      train: readTable(files.train),
      validation: readTable(files.validation),
      test: readTable(files.test),
    },
  };
}

/** Commas between columns and quotes where needed, or tabs and no quotes: the header tells. */
async function* readTable(path: string): AsyncGenerator<Example, void, void> {
  const records = commaRecords(longestRecord);
  let hasCommas = false;
  const recordOf = (line: Line) => {
    if (line.number === 1) {
      hasCommas = headerOf(line) === commaHeader;
      return null;
    }
    const fields = hasCommas ? records.add(line) : tabFields(line);
    return fields && exampleOf(fields);
  };
  const checkClosed = () => {
    const since = records.openSince();
    if (since === null) return;
    throw new DataError(
      `${path}, line ${since}: a quote must be closed: got the end of the file. Copy the file afresh.`,
    );
  };
  yield* readExamples(path, recordOf, checkClosed);
}

function headerOf({ bytes }: Line): string {
  const header = Buffer.from(bytes).toString();
  if (header === commaHeader || header === tabHeader) return header;
  throw new Error(`must be ${quote(commaHeader)} or ${quote(tabHeader)}: got ${quote(header)}`);
}

const tabFields = ({ bytes }: Line): readonly string[] =>
  Buffer.from(bytes).toString().split("\t", 3);

function exampleOf(fields: readonly string[]): Example {
  const [source, target] = fields;
  if (source === undefined || target === undefined || fields.length > 2) {
    throw new Error(
      `must have 2 columns, a review and its label: got ${fields.length > 2 ? "more" : fields.length}`,
    );
  }
  if (!/^[01]$/.test(target)) throw new Error(`the label must be 0 or 1: got ${quote(target)}`);
  return importedReview(Buffer.from(source), Number(target));
}
