import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { retrieval } from "../../../tasks/retrieval/index.ts";
import { importAll } from "../../support/importing.ts";
import { pairsOf } from "./made.ts";

const importer = retrieval.imported!;
const fixtures = join(import.meta.dirname, "../../../fixtures/retrieval");
const root = await mkdtemp(join(tmpdir(), "lra-retrieval-"));
const folder = join(root, "tsv_data");
const path = join(folder, "new_aan_pairs.eval.tsv");

beforeEach(async () => {
  await rm(root, { recursive: true });
  await cp(fixtures, root, { recursive: true });
});
afterAll(() => rm(root, { recursive: true }));

describe("the fixtures", () => {
  test("every line becomes its label and its texts, quotation marks and all", async () => {
    const { train, validation, test: last } = (await importAll(importer, root)).splits;
    expect([train.count, validation.count, last.count]).toEqual([3, 2, 2]);
    const chance = 'Parsing by Chance. We follow Weiss (1983), "Parsing by Rules", and add chance.';
    expect(pairsOf(train)).toEqual([
      {
        isRelated: true,
        texts: [chance, "Parsing by Rules. A. Weiss, 1983. A grammar of 40 rules."],
      },
      {
        isRelated: false,
        texts: [chance, 'Speech by Rules. M. Kovács, 1983. Vowels are "given", not found.'],
      },
      {
        isRelated: true,
        texts: ['"Chance" Revisited. What became of Weiss’s 40 rules?', chance],
      },
    ]);
    expect([...validation.labels]).toEqual([0, 1]);
    expect([...last.labels]).toEqual([0, 1]);
    // Kovács: á is C3 A1
    expect([...validation.tokens(1)[0]!.subarray(0, 7)]).toEqual([
      76, 112, 119, 196, 162, 100, 116,
    ]);
  });

  test("line ends do not change the data", async () => {
    const { fingerprint } = await importAll(importer, root);
    await writeFile(path, (await readFile(path, "utf8")).replaceAll("\n", "\r\n"));
    expect((await importAll(importer, folder)).fingerprint).toBe(fingerprint);
  });

  test("are told to be what they should be", async () => {
    const { form, sizes } = await importer.open(root, importer.options.parse({}));
    expect(form).toBe("TSV files");
    expect(sizes).toEqual({ train: 147_086, validation: 18_090, test: 17_437 });
  });
});

describe("texts are cut at 10,000 bytes", () => {
  test.each([
    ["ASCII", "a".repeat(10_001), 10_000],
    ["a character that ends there", `${"a".repeat(9998)}áb`, 10_000],
    ["a character that goes on", `${"a".repeat(9999)}á`, 9999],
    ["a character of four bytes", `${"a".repeat(9997)}😀`, 9997],
    ["a shorter text", "a".repeat(9999), 9999],
  ])("%s", async (_, text, length) => {
    await writeFile(path, `0\tx\ty\t${text}\t${text}${text}\n`);
    const { validation } = (await importAll(importer, root)).splits;
    const [first, second] = validation.tokens(0);
    expect(first).toHaveLength(length);
    expect(Buffer.from(second!.subarray(0, length)).equals(first!)).toBe(true);
    expect(text.startsWith(pairsOf(validation)[0]!.texts[0])).toBe(true);
  });
});

describe("damage is told with file and line", () => {
  const line = "1.0\tx\ty\tone\ttwo";
  test.each([
    ["", null, "must hold examples: got an empty file"],
    [`${line}\n\n`, 2, "must have 5 columns, label, two ids and two texts: got 1"],
    ["1.0\tx\ty\tone", 1, "must have 5 columns, label, two ids and two texts: got 4"],
    [`${line}\tthree`, 1, "must have 5 columns, label, two ids and two texts: got more"],
    ["\t".repeat(1_000_000), 1, "must have 5 columns, label, two ids and two texts: got more"],
    [`${line}\n1.0\tx\ty\t\ttwo`, 2, "a text must have a byte at least: got none"],
    [`${line}\n1.0\tx\ty\tone\t\r\n`, 2, "a text must have a byte at least: got none"],
    [line.replace("1.0", "2.0"), 1, 'the label must be 0.0 or 1.0: got "2.0"'],
    [line.replace("1.0", "0.5"), 1, 'the label must be 0.0 or 1.0: got "0.5"'],
    [line.replace("1.0", "-0.0"), 1, 'the label must be 0.0 or 1.0: got "-0.0"'],
    [line.replace("1.0", ""), 1, 'the label must be 0.0 or 1.0: got ""'],
    [`label\tid1\tid2\ttext1\ttext2\n${line}`, 1, 'the label must be 0.0 or 1.0: got "label"'],
    [Buffer.from(`${line}\n1.0\tx\ty\tá\tb`, "latin1"), 2, "must be UTF-8: got other bytes"],
    [gzipSync(line), 1, "must be text: got gzip. Unpack it first"],
  ])("%j", async (content, number, reason) => {
    await writeFile(path, content);
    await expect(importAll(importer, root)).rejects.toThrow(
      `${path}${number === null ? "" : `, line ${number}`}: ${reason}. Copy the file afresh.`,
    );
  });

  test("a missing file, and a folder in its place", async () => {
    await rm(path);
    await expect(importAll(importer, root)).rejects.toThrow(
      `${path}: must be a file that can be read: got nothing there. Copy the file afresh.`,
    );
    await mkdir(path);
    await expect(importAll(importer, root)).rejects.toThrow(
      `${path}: must be a file that can be read: got a folder. Copy the file afresh.`,
    );
  });

  test("nothing like it", async () => {
    await rm(folder, { recursive: true });
    await expect(importAll(importer, root)).rejects.toThrow(
      `${root}: must hold new_aan_pairs.train.tsv, at most 4 folders down: got none. ` +
        "Name the folder or the archive that it is in.",
    );
  });
});
