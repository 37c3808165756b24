import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { decodeBytes } from "../../../tasks/text/bytes.ts";
import { imported } from "../../../tasks/text/import.ts";
import { importAll } from "../../support/importing.ts";
import { fixtures, listed, messageOf } from "./importing.ts";

const scratch = mkdtempSync(join(tmpdir(), "lra-text-"));
afterAll(() => rmSync(scratch, { recursive: true }));

describe("TSV files", () => {
  test.each(["comma", "tab"])("with a %s between columns", async (form) => {
    const { splits } = await importAll(imported, join(fixtures, form));
    expect(listed(splits.train)).toEqual([
      ["A small film", 1],
      ["Two hours, f", 0],
      ['"Best film o', 1],
      ["It has a beg", 0],
      ["Fine.", 1],
    ]);
    expect(listed(splits.validation)).toEqual([
      ["The café sce", 1],
      ["I wanted to ", 0],
    ]);
    expect(listed(splits.test)).toEqual([
      ["I laughed, I", 1],
      ["Not the wors", 0],
      ["Mr Østergård", 0],
    ]);
    const found = await imported.open(join(fixtures, form), imported.options.parse({}));
    expect([found.form, found.sizes]).toEqual(["TSV files", null]);
    expect(found.differences).toEqual(["reviews from TSV files instead of IMDB's folders"]);
  });

  test("are found inside other folders", async () => {
    const folder = mkdtempSync(join(scratch, "outer-"));
    cpSync(join(fixtures, "tab"), join(folder, "data/reviews"), { recursive: true });
    expect((await importAll(imported, folder)).splits.train.count).toBe(5);
  });

  test("a line break within quotes belongs to the review", async () => {
    const { splits } = await importAll(imported, join(fixtures, "comma"));
    expect(decodeBytes(splits.train.tokens(3)[0]!)).toBe("It has a beginning,\nand an end.");
  });

  test("a line break of two bytes within quotes is read as one", async () => {
    const folder = mkdtempSync(join(scratch, "tables-"));
    cpSync(join(fixtures, "comma"), folder, { recursive: true });
    writeFileSync(join(folder, "films_val.tsv"), 'Source,Target\r\n"One.\r\nTwo.",1\r\n');
    const { splits } = await importAll(imported, folder);
    expect(decodeBytes(splits.validation.tokens(0)[0]!)).toBe("One.\nTwo.");
  });
});

describe("damage in TSV files is told with its line", () => {
  const messageFor = async (text: string | Uint8Array, file = "films_val.tsv") => {
    const folder = mkdtempSync(join(scratch, "tables-"));
    cpSync(join(fixtures, "comma"), folder, { recursive: true });
    writeFileSync(join(folder, file), text);
    return (await messageOf(importAll(imported, folder))).replaceAll(folder, "F");
  };

  const comma = "Source,Target\r\n";
  const tab = "Source\tTarget\n";
  test.each([
    ["", null, "must hold examples: got an empty file"],
    [comma, 1, "an example must follow: got the end of the file"],
    ["Text,Label\n", 1, 'must be "Source,Target" or "Source\\tTarget": got "Text,Label"'],
    [`${comma}Fine.,1\nFine.\n`, 3, "must have 2 columns, a review and its label: got 1"],
    [`${comma}Fine, too.,1\n`, 2, "must have 2 columns, a review and its label: got more"],
    [`${comma}Fine.,2\n`, 2, 'the label must be 0 or 1: got "2"'],
    [`${comma}Fine.,\n`, 2, 'the label must be 0 or 1: got ""'],
    [`${comma}"",1\n`, 2, "a review must have text: got none"],
    [
      `${comma}A "fine" one.,1\n`,
      2,
      'quotes must enclose a column and be doubled inside it: got "A \\"fine\\" one.,1"',
    ],
    [
      `${comma}"Fine" one.,1\n`,
      2,
      'quotes must enclose a column and be doubled inside it: got "\\"Fine\\" one.,1"',
    ],
    [`${comma}"Fine.,1\n`, 2, "a quote must be closed: got the end of the file"],
    [`${comma}Fine.,1\n"Never\nended,1\n`, 3, "a quote must be closed: got the end of the file"],
    [
      `${comma}"${`${"a".repeat(999)}\n`.repeat(2200)}",1\n`,
      2099,
      "the record of line 2 must end within 2097168 bytes: got none",
    ],
    [
      `${comma}"${"a".repeat(2 ** 20 + 1)}",1\n`,
      2,
      "a review must have at most 1 MiB: got 1048577 bytes",
    ],
    [`${tab}Fine.\t1\nFine. 1\n`, 3, "must have 2 columns, a review and its label: got 1"],
    [`${tab}Fine,\ttoo.\t1\n`, 2, "must have 2 columns, a review and its label: got more"],
    [`${tab}Fine.\t10\n`, 2, 'the label must be 0 or 1: got "10"'],
    [`${tab}\t1\n`, 2, "a review must have text: got none"],
    [Buffer.from(`${tab}n\xe9e\t1\n`, "latin1"), 2, "must be UTF-8: got other bytes"],
    [gzipSync(comma), 1, "must be text: got gzip. Unpack it first"],
  ])("file %#", async (text, line, reason) => {
    expect(await messageFor(text)).toBe(
      `F/films_val.tsv${line === null ? "" : `, line ${line}`}: ${reason}. Copy the file afresh.`,
    );
  });

  test("a byte order mark", async () => {
    expect(await messageFor(`\ufeff${comma}Fine.,1\n`)).toBe(
      "F/films_val.tsv, line 1: must begin without a byte order mark: got one. Save the file without it.",
    );
  });

  test("a missing file", async () => {
    const folder = mkdtempSync(join(scratch, "tables-"));
    writeFileSync(join(folder, "films_train.tsv"), `${comma}Fine.,1\n`);
    expect(await messageOf(importAll(imported, folder))).toBe(
      `${folder}/films_test.tsv: must be a file that can be read: got nothing there. Copy the file afresh.`,
    );
  });

  test.each([
    [{ validation: "train" }, "validation=train"],
    [{ seed: 3 }, "seed=3"],
    [{ validation: "train", seed: 3 }, "validation=train, seed=3"],
  ])("options that only folders have: %j", async (options, got) => {
    const folder = join(fixtures, "comma");
    expect(await messageOf(importAll(imported, folder, options))).toBe(
      `${folder}: TSV files must be taken with their own order and validation split: got ${got}. Leave it out.`,
    );
  });

  test("what a desktop leaves behind is no data set", async () => {
    const folder = mkdtempSync(join(scratch, "tables-"));
    cpSync(join(fixtures, "comma"), folder, { recursive: true });
    writeFileSync(join(folder, "._films_train.tsv"), "");
    expect((await importAll(imported, folder)).splits.train.count).toBe(5);
  });

  test("two data sets in a folder", async () => {
    expect(await messageFor(comma, "books_train.tsv")).toBe(
      "F: must hold one file *_train.tsv: got books_train.tsv and films_train.tsv. " +
        "Put each data set into a folder of its own.",
    );
  });
});
