import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { generate } from "../../../tasks/generate.ts";
import { splits } from "../../../tasks/index.ts";
import { plan } from "../../../tasks/text/generate.ts";
import { imported } from "../../../tasks/text/import.ts";
import { text } from "../../../tasks/text/index.ts";
import { options } from "../../../tasks/text/options.ts";
import { exportTo } from "../../support/exporting.ts";
import { importAll } from "../../support/importing.ts";
import { fixtures } from "./importing.ts";

const scratch = mkdtempSync(join(tmpdir(), "lra-text-"));
afterAll(() => rmSync(scratch, { recursive: true }));

test("generated reviews come back with their splits", async () => {
  const sizes = { trainExamples: 60, validationExamples: 20, testExamples: 30 };
  const dataset = generate(plan(options.parse(sizes)));
  const folder = join(scratch, "made", "by", "export");
  await exportTo(text, dataset, folder);
  const again = await importAll(imported, folder);
  expect(splits.map((split) => again.splits[split].count)).toEqual([60, 20, 30]);
  expect(again.fingerprint).toBe(dataset.fingerprint);
});

test("a file has a header, quotes doubled inside quotes, and lines that end in CRLF", async () => {
  const folder = join(scratch, "comma");
  const dataset = await importAll(imported, join(fixtures, "comma"));
  await exportTo(text, dataset, folder);
  expect(readFileSync(join(folder, "text_train.tsv"), "utf8").split("\r\n").slice(3)).toEqual([
    '"""Best film of the year,"" said my sister, and for once she is right.",1',
    '"It has a beginning,\nand an end.",0',
    '"Fine.",1',
    "",
  ]);
  expect((await importAll(imported, folder)).fingerprint).toBe(dataset.fingerprint);
});

test("aclImdb folders come back, with the test split as validation", async () => {
  const dataset = await importAll(imported, join(fixtures, "aclImdb"));
  await exportTo(text, dataset, join(scratch, "folders"));
  const again = await importAll(imported, join(scratch, "folders"));
  expect(again.fingerprint).toBe(dataset.fingerprint);
  expect(again.splits.validation.labels).toEqual(dataset.splits.test.labels);
});
