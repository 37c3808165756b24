import { z } from "zod";
import { quote } from "../errors.ts";
import { type Line, readSplits } from "../lines.ts";
import { locate } from "../locate.ts";
import { release } from "../release.ts";
import { defineImporter, type Example, type Tokens } from "../task.ts";
import { encodeBytes } from "../text/bytes.ts";
import { splitFiles, textBytes } from "./files.ts";

const tab = 9;

/**
 * The official files of a folder (files.ts), in the order of their lines: `label, id, id, text, text`, tabs between, no
 * header; a quotation mark is a character like any other.
 */
export const imported = defineImporter({
  name: "ACL Anthology Network pairs of the Long Range Arena release",
  ...release,
  licence: "none stated for the texts",
  wants: (path) => /(^|\/)new_aan_pairs\.(train|eval|test)\.tsv$/.test(path),
  options: z.strictObject({}),
  deviation: () => null,
  open: async (given) => {
    const files = splitFiles(await locate(given, splitFiles(".").train));
    return {
      form: "TSV files",
      sizes: { train: 147_086, validation: 18_090, test: 17_437 },
      splits: readSplits(files, exampleOf),
    };
  },
});

function exampleOf({ bytes }: Line): Example {
  const columns = columnsOf(bytes);
  return { label: labelOf(columns[0]!), towers: columns.slice(3).map(documentOf) };
}

function columnsOf(line: Uint8Array): Uint8Array[] {
  const tabs: number[] = [];
  for (let at = line.indexOf(tab); at >= 0 && tabs.length < 5; at = line.indexOf(tab, at + 1)) {
    tabs.push(at);
  }
  if (tabs.length !== 4) {
    const got = tabs.length > 4 ? "more" : tabs.length + 1;
    throw new Error(`must have 5 columns, label, two ids and two texts: got ${got}`);
  }
  return [-1, ...tabs].map((before, i) => line.subarray(before + 1, tabs[i]));
}

function labelOf(column: Uint8Array): number {
  const text = Buffer.from(column).toString();
  if (/^[01](\.0*)?$/.test(text)) return Number(text);
  throw new Error(`the label must be 0.0 or 1.0: got ${quote(text)}`);
}

function documentOf(text: Uint8Array): Tokens {
  if (text.length === 0) throw new Error("a text must have a byte at least: got none");
  return encodeBytes(wholeCharacters(text, textBytes));
}

/** The first characters of UTF-8 text, as many as these bytes hold. */
function wholeCharacters(text: Uint8Array, bytes: number): Uint8Array {
  let end = Math.min(bytes, text.length);
  while (isContinuation(text[end])) end--;
  return text.subarray(0, end);
}

const isContinuation = (byte: number | undefined): boolean =>
  byte !== undefined && (byte & 0xc0) === 0x80;
