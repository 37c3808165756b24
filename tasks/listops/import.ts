import { z } from "zod";
import { quote } from "../errors.ts";
import { type Line, readSplits } from "../lines.ts";
import { locate } from "../locate.ts";
import { release } from "../release.ts";
import { defineImporter, type Example } from "../task.ts";
import { evaluate } from "./evaluate.ts";
import { parse } from "./expression.ts";
import { header, splitFiles } from "./files.ts";

/**
 * The official files of a folder (files.ts), in the order of their lines, which end in LF or CRLF.
 * Every expression must have the value that its line claims.
 */
export const imported = defineImporter({
  name: "ListOps of the Long Range Arena release",
  ...release,
  licence: "Apache-2.0",
  wants: (path) => /(^|\/)basic_(train|val|test)\.tsv$/.test(path),
  options: z.strictObject({}),
  deviation: () => null,
  open: async (given) => {
    const files = splitFiles(await locate(given, splitFiles(".").train));
    return {
      form: "TSV files",
      sizes: { train: 96_000, validation: 2_000, test: 2_000 },
      splits: readSplits(files, exampleOf),
    };
  },
});

function exampleOf({ number, bytes }: Line): Example | null {
  const text = Buffer.from(bytes).toString();
  if (number === 1) return checkHeader(text);
  const match = /^([^\t]+)\t([0-9])$/.exec(text);
  if (match === null)
    throw new Error(`must be an expression, a tab and a digit: got ${quote(text)}`);
  const [, source, target] = match;
  const tokens = parse(source!);
  const value = evaluate(tokens);
  if (value !== Number(target)) {
    throw new Error(`the value must be the expression's, ${value}: got ${target}`);
  }
  return { label: value, towers: [tokens] };
}

function checkHeader(line: string): null {
  if (line === header) return null;
  throw new Error(`must be ${JSON.stringify(header)}: got ${quote(line)}`);
}
