import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { makeDataset } from "../../../tasks/fingerprint.ts";
import { packed } from "../../../tasks/packed.ts";
import { retrieval } from "../../../tasks/retrieval/index.ts";
import { encodeBytes } from "../../../tasks/text/bytes.ts";
import { exportTo } from "../../support/exporting.ts";
import { importAll } from "../../support/importing.ts";
import { made, pairsOf } from "./made.ts";

const importer = retrieval.imported!;
const fixtures = join(import.meta.dirname, "../../../fixtures/retrieval");
const root = await mkdtemp(join(tmpdir(), "lra-retrieval-export-"));
afterAll(() => rm(root, { recursive: true }));

describe("export", () => {
  test.each([
    ["papers", { minLength: 9000 }],
    ["abstracts", { relation: "topic", minLength: 200, maxLength: 300 }],
  ])("of %s writes the official form and import reads it back", async (name, options) => {
    const dataset = made(options);
    const folder = join(root, "made", name);
    await exportTo(retrieval, dataset, folder);
    const lines = (await readFile(join(folder, "new_aan_pairs.eval.tsv"), "utf8")).split("\n");
    expect(lines).toHaveLength(5 + 1);
    const { isRelated, texts } = pairsOf(dataset.splits.validation)[4]!;
    const label = isRelated ? "1.0" : "0.0";
    expect(lines[4]).toBe([label, "validation-4a", "validation-4b", ...texts].join("\t"));
    expect(lines[5]).toBe("");

    expect((await importAll(importer, folder)).fingerprint).toBe(dataset.fingerprint);
  });

  test("of an import differs from its files only in the ids", async () => {
    const folder = join(root, "copy");
    await exportTo(retrieval, await importAll(importer, fixtures), folder);
    for (const name of ["train", "eval", "test"].map((split) => `new_aan_pairs.${split}.tsv`)) {
      const withoutIds = async (path: string) =>
        (await readFile(path, "utf8")).replaceAll(/^(\S+)\t\S+\t\S+/gm, "$1");
      expect(await withoutIds(join(folder, name))).toBe(
        await withoutIds(join(fixtures, "tsv_data", name)),
      );
    }
  });
});

describe("what a line cannot hold is refused by the example's name", () => {
  test.each([
    ["a tab", "one\ttwo", "byte 9"],
    ["a line feed", "one\ntwo", "byte 10"],
    ["a carriage return", "one\r", "byte 13"],
    ["nothing", "", "an empty one"],
  ])("%s", async (_, text, got) => {
    const kept = packed();
    for (const second of ["fine", text]) {
      const towers = ["good", second].map((one) => encodeBytes(Buffer.from(one)));
      kept.add({ label: 1, towers });
    }
    const [none, both] = [kept.examples(0, 0), kept.examples(0, 2)];
    const dataset = makeDataset({ train: none, validation: none, test: both });
    const error: unknown = await exportTo(retrieval, dataset, join(root, "refused")).catch(
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({
      name: "DataError",
      message:
        "export of Retrieval, example test-1: a text must be on one line, without tabs: " +
        `got ${got}. Take it out of the data.`,
    });
  });
});
