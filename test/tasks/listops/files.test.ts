import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Dataset, splits, tasks } from "../../../tasks/index.ts";
import { print } from "../../../tasks/listops/expression.ts";
import { exportTo } from "../../support/exporting.ts";
import { generated } from "../../support/generated.ts";
import { importAll } from "../../support/importing.ts";

const { listops } = tasks;
const importListops = (folder: string): Promise<Dataset> => importAll(listops.imported!, folder);

const fixtures = join(import.meta.dirname, "../../../fixtures/listops");
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lra-listops-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("import", () => {
  test.each(["crlf", "lf"])("of the fixtures with line ends %s", async (ends) => {
    const text = await readFile(join(fixtures, ends, "basic_train.tsv"), "utf8");
    expect(text.includes("\r\n")).toBe(ends === "crlf");

    const { splits: parts } = await importListops(join(fixtures, ends));
    expect(splits.map((split) => parts[split].count)).toEqual([5, 2, 3]);
    expect([...parts.train.labels]).toEqual([3, 5, 4, 7, 1]);
    expect([...parts.validation.labels]).toEqual([7, 7]);
    expect([...parts.test.labels]).toEqual([0, 8, 1]);
    // ( ( ( [MIN 3 ) 8 ) ] )
    expect([...parts.train.tokens(0)[0]!]).toEqual([11, 4, 9, 15]);
  });

  test("line ends do not change the data", async () => {
    const crlf = await importListops(join(fixtures, "crlf"));
    const lf = await importListops(join(fixtures, "lf"));
    expect(crlf.fingerprint).toBe(lf.fingerprint);
  });

  test("expressions without round brackets are the same data", async () => {
    const bare = join(folder, "bare");
    await cp(join(fixtures, "lf"), bare, { recursive: true });
    const path = join(bare, "basic_train.tsv");
    const text = await readFile(path, "utf8");
    await writeFile(path, text.replaceAll(/[()] ?/g, "").replaceAll(" \t", "\t"));
    expect((await importListops(bare)).fingerprint).toBe(
      (await importListops(join(fixtures, "lf"))).fingerprint,
    );
  });

  const line = "( ( ( [MIN 3 ) 8 ) ] )\t3";
  test.each([
    ["Source,Target", 1, 'must be "Source\\tTarget": got "Source,Target"'],
    ["", null, "must hold examples: got an empty file"],
    ["Source\tTarget\n", 1, "an example must follow: got the end of the file"],
    [
      `Source\tTarget\n${line}\n${line.slice(0, 9)}`,
      3,
      'must be an expression, a tab and a digit: got "( ( ( [MI"',
    ],
    [`Source\tTarget\n${line}\n\n${line}`, 3, 'must be an expression, a tab and a digit: got ""'],
    [`Source\tTarget\n${line}0`, 2, "must be an expression, a tab and a digit"],
    [
      `Source\tTarget\n${line.replace("3", "33")}`,
      2,
      'words must be digits, [MIN, [MAX, [MED, [SM or ]: got "33"',
    ],
    [`Source\tTarget\n${line.replace("]", "")}`, 2, "operators left open: 1"],
    [
      `Source\tTarget\n${line}\r\n${line.replace("8", "2")}\r\n`,
      3,
      "the value must be the expression's, 2: got 3",
    ],
  ])("damage is told with file and line: %j", async (text, number, reason) => {
    const damaged = join(folder, "damaged");
    await cp(join(fixtures, "lf"), damaged, { recursive: true });
    const path = join(damaged, "basic_val.tsv");
    await writeFile(path, text);
    await expect(importListops(damaged)).rejects.toThrow(
      `${number === null ? path : `${path}, line ${number}`}: ${reason}`,
    );
  });

  test("what is missing is named", async () => {
    await expect(importListops(join(folder, "nowhere"))).rejects.toThrow(
      `${join(folder, "nowhere")}: must be a folder that can be read: got nothing there.`,
    );
    await expect(importListops(import.meta.dirname)).rejects.toThrow(
      "must hold basic_train.tsv, at most 4 folders down: got none. Name the folder or the archive that it is in.",
    );
    const part = join(folder, "part");
    await cp(join(fixtures, "lf"), part, { recursive: true });
    await rm(join(part, "basic_test.tsv"));
    await expect(importListops(part)).rejects.toThrow(
      `${join(part, "basic_test.tsv")}: must be a file that can be read: got nothing there.`,
    );
  });

  test("files are found below the folder that is named", async () => {
    const nested = await importListops(dirname(join(fixtures, "crlf")));
    expect(nested.fingerprint).toBe((await importListops(join(fixtures, "crlf"))).fingerprint);
  });
});

describe("export", () => {
  const dataset = generated(listops, {
    trainExamples: 300,
    validationExamples: 20,
    testExamples: 10,
    minLength: 0,
    maxLength: 400,
  });

  test("writes the official form and import reads it back", async () => {
    const out = join(folder, "made", "by", "export");
    await exportTo(listops, dataset, out);
    const text = await readFile(join(out, "basic_val.tsv"), "utf8");
    const lines = text.split("\r\n");
    expect(lines).toHaveLength(1 + 20 + 1);
    expect(lines[0]).toBe("Source\tTarget");
    const { labels, tokens } = dataset.splits.validation;
    expect(lines[20]).toBe(`${print(tokens(19)[0]!)}\t${labels[19]}`);
    expect(lines[21]).toBe("");

    const again = await importListops(out);
    expect(again.fingerprint).toBe(dataset.fingerprint);
  });

  test("of an import is the same file", async () => {
    const out = join(folder, "copy");
    await exportTo(listops, await importListops(join(fixtures, "crlf")), out);
    for (const name of ["basic_train.tsv", "basic_val.tsv", "basic_test.tsv"]) {
      expect(await readFile(join(out, name), "utf8")).toBe(
        await readFile(join(fixtures, "crlf", name), "utf8"),
      );
    }
  });
});
