import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { DataError } from "../../../tasks/errors.ts";
import { retrieval } from "../../../tasks/retrieval/index.ts";
import { type Rng, stream } from "../../../tasks/rng.ts";

const fixtures = join(import.meta.dirname, "../../../fixtures/retrieval/tsv_data");
const folder = await mkdtemp(join(tmpdir(), "lra-retrieval-fuzz-"));
afterAll(() => rm(folder, { recursive: true }));

/** Bytes that mean something to a reader of such files, and some that do not. */
const bytes = [...'\t\n\r01." a'].map((one) => one.charCodeAt(0)).concat(0, 0x80, 0xc3, 0xff);

const mutations: readonly ((file: Buffer, from: number, to: number, rng: Rng) => Buffer)[] = [
  function flip(file, from, _, rng) {
    const flipped = Buffer.from(file);
    flipped[from] = bytes[rng.int(bytes.length)]!;
    return flipped;
  },
  function cut(file, from, to) {
    return Buffer.concat([file.subarray(0, from), file.subarray(to)]);
  },
  function insert(file, from, to, rng) {
    const more = Buffer.alloc(to - from, bytes[rng.int(bytes.length)]!);
    return Buffer.concat([file.subarray(0, from), more, file.subarray(from)]);
  },
  function duplicate(file, from, to) {
    return Buffer.concat([file.subarray(0, to), file.subarray(from)]);
  },
];

function mutated(file: Buffer, rng: Rng): Buffer {
  const from = rng.int(file.length);
  const to = rng.int(8) === 0 ? file.length : from + 1 + rng.int(40);
  return mutations[rng.int(mutations.length)]!(file, from, to, rng);
}

/** How many examples are read, or why not. */
async function outcome(): Promise<number | string> {
  let count = 0;
  try {
    const { splits } = await retrieval.imported!.open(folder, {});
    for await (const { label, towers } of splits.train) {
      if (label > 1 || towers.length !== 2) throw new Error("not an example");
      for (const tower of towers) if (tower.length === 0) throw new Error("an empty text");
      count++;
    }
    return count;
  } catch (error) {
    if (error instanceof DataError) return error.message;
    throw error;
  }
}

test("10,000 mutated files: examples, or one line that says what is wrong", async () => {
  await cp(fixtures, folder, { recursive: true });
  const path = join(folder, "new_aan_pairs.train.tsv");
  const whole = readFileSync(path);
  const file = openSync(path, "r+");
  const rng = stream(0, "fuzz");
  const outcomes: (number | string)[] = [];
  for (let i = 0; i < 10_000; i++) {
    const content = mutated(whole, rng);
    ftruncateSync(file, content.length);
    writeSync(file, content, 0, content.length, 0);
    outcomes.push(await outcome());
  }
  closeSync(file);

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
  ]);
});
