import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { retrieval } from "../../../tasks/retrieval/index.ts";
import { type Rng, stream } from "../../../tasks/rng.ts";
import { mutate, outcomeOf, rewritable } from "../../support/mutate.ts";

const fixtures = join(import.meta.dirname, "../../../fixtures/retrieval/tsv_data");
const folder = await mkdtemp(join(tmpdir(), "lra-retrieval-fuzz-"));
afterAll(() => rm(folder, { recursive: true }));

/** Bytes that mean something to a reader of such files, and some that do not. */
const bytes = [...'\t\n\r01." a'].map((one) => one.charCodeAt(0)).concat(0, 0x80, 0xc3, 0xff);

function mutated(file: Buffer, rng: Rng): Buffer {
  const from = rng.int(file.length);
  const to = rng.int(8) === 0 ? file.length : from + 1 + rng.int(40);
  return mutate(file, from, to, bytes[rng.int(bytes.length)]!, rng);
}

/** How many examples are read. */
async function read(): Promise<number> {
  const { splits } = await retrieval.imported!.open(folder, {});
  let count = 0;
  for await (const { label, towers } of splits.train) {
    if (label > 1 || towers.length !== 2) throw new Error("not an example");
    for (const tower of towers) if (tower.length === 0) throw new Error("an empty text");
    count++;
  }
  return count;
}

test("10,000 mutated files: examples, or one line that says what is wrong", async () => {
  await cp(fixtures, folder, { recursive: true });
  const path = join(folder, "new_aan_pairs.train.tsv");
  const { whole, rewrite, close } = rewritable(join(fixtures, "new_aan_pairs.train.tsv"), path);
  const rng = stream(0, "fuzz");
  const outcomes: (number | string)[] = [];
  for (let i = 0; i < 10_000; i++) {
    rewrite(mutated(whole, rng));
    outcomes.push(await outcomeOf(read));
  }
  close();

  const refusals = outcomes.filter((one) => typeof one === "string");
  expect(outcomes.length - refusals.length).toBeGreaterThan(3000);
  const forms = refusals.map((line) =>
    line.replace(/(?<=got )(\d|more|".*")(?=\.)/, "X").replace(/(?<=line )\d/, "N"),
  );
  const afresh = "Copy the file afresh.";
  expect([...new Set(forms)].sort()).toEqual([
    `${path}, line N: a text must have a byte at least: got none. ${afresh}`,
    `${path}, line N: must be UTF-8: got other bytes. ${afresh}`,
    `${path}, line N: must have 5 columns, label, two ids and two texts: got X. ${afresh}`,
    `${path}, line N: the label must be 0.0 or 1.0: got X. ${afresh}`,
    `${path}: must hold examples: got an empty file. ${afresh}`,
  ]);
});
