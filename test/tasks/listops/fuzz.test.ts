import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { evaluate } from "../../../tasks/listops/evaluate.ts";
import { listops } from "../../../tasks/listops/index.ts";
import { type Rng, stream } from "../../../tasks/rng.ts";
import { mutate, outcomeOf, rewritable } from "../../support/mutate.ts";

const fixtures = join(import.meta.dirname, "../../../fixtures/listops/lf");
const folder = await mkdtemp(join(tmpdir(), "lra-listops-fuzz-"));
afterAll(() => rm(folder, { recursive: true }));

/** Bytes that mean something to a reader of such files, and some that do not. */
const bytes = [..."()[]MINAX 059\t\n\r"].map((one) => one.charCodeAt(0)).concat(0, 0x80, 0xff);

function mutated(file: Buffer, rng: Rng): Buffer {
  const from = rng.int(file.length);
  const to = rng.int(8) === 0 ? file.length : from + 1 + rng.int(12);
  return mutate(file, from, to, bytes[rng.int(bytes.length)]!, rng);
}

/** How many examples are read, each with the value that its line claims. */
async function read(): Promise<number> {
  const { splits } = await listops.imported!.open(folder, {});
  let count = 0;
  for await (const { label, towers } of splits.train) {
    if (evaluate(towers[0]!) !== label) throw new Error("another value than the line's");
    count++;
  }
  return count;
}

test("10,000 mutated files: examples, or one line that says what is wrong", async () => {
  await cp(fixtures, folder, { recursive: true });
  const path = join(folder, "basic_train.tsv");
  const { whole, rewrite, close } = rewritable(join(fixtures, "basic_train.tsv"), path);
  const rng = stream(0, "fuzz");
  const outcomes: (number | string)[] = [];
  for (let i = 0; i < 10_000; i++) {
    rewrite(mutated(whole, rng));
    outcomes.push(await outcomeOf(read));
  }
  close();

  const refusals = outcomes.filter((one) => typeof one === "string");
  expect(outcomes.length - refusals.length).toBeGreaterThan(1000);
  const reasons = refusals.map((line) =>
    line
      .replace(/^.*basic_train\.tsv(?:, line \d)?: (.*)\. Copy the file afresh\.$/, "$1")
      .replaceAll(/"([^"\\]|\\.)*"/g, "TEXT")
      .replaceAll(/\d+/g, "N"),
  );
  expect([...new Set(reasons)].sort()).toEqual([
    "TEXT at token N closes nothing",
    "it ends before token N",
    "it is empty",
    "must be TEXT: got TEXT",
    "must be UTF-N: got other bytes",
    "must be an expression, a tab and a digit: got TEXT",
    "must hold examples: got an empty file",
    "operators left open: N",
    "the operator closed at token N has no values",
    "the value must be the expression's, N: got N",
    "words must be digits, [MIN, [MAX, [MED, [SM or ]: got TEXT",
  ]);
});
