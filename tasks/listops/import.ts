import { open } from "node:fs/promises";
import { makeDataset } from "../fingerprint.ts";
import { type Packed, packed } from "../packed.ts";
import type { Dataset, Examples } from "../task.ts";
import { evaluate } from "./evaluate.ts";
import { parse } from "./expression.ts";
import { header, splitFiles } from "./files.ts";

/**
 * The official files of a folder (files.ts) as a dataset, in the order of their lines, which end in LF or CRLF.
 * A damaged line throws its file and number: every expression must have the value that its line claims.
 */
export async function importListops(folder: string): Promise<Dataset> {
  const files = splitFiles(folder);
  return makeDataset({
    train: await readSplit(files.train),
    validation: await readSplit(files.validation),
    test: await readSplit(files.test),
  });
}

async function readSplit(path: string): Promise<Examples> {
  const examples = packed();
  const file = await open(path);
  let number = 0;
  try {
    for await (const line of file.readLines()) {
      number++;
      if (number === 1) checkHeader(line);
      else addLine(line, examples);
    }
    if (examples.count() === 0) throw new Error("an example must follow: got the end of the file");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${path}, line ${number}: ${reason}. Copy the file afresh.`, { cause: error });
  } finally {
    await file.close();
  }
  return examples.examples(0, examples.count());
}

function checkHeader(line: string): void {
  if (line === header) return;
  throw new Error(`must be ${JSON.stringify(header)}: got ${quote(line)}`);
}

function addLine(line: string, examples: Packed): void {
  const match = /^([^\t]+)\t([0-9])$/.exec(line);
  if (match === null)
    throw new Error(`must be an expression, a tab and a digit: got ${quote(line)}`);
  const [, source, target] = match;
  const tokens = parse(source!);
  const value = evaluate(tokens);
  if (value !== Number(target)) {
    throw new Error(`the value must be the expression's, ${value}: got ${target}`);
  }
  examples.add(tokens, value);
}

/** As much of a long line as a reader needs. */
const quote = (text: string): string =>
  JSON.stringify(text.length > 60 ? `${text.slice(0, 30)} … ${text.slice(-30)}` : text);
