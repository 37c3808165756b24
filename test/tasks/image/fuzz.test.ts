import {
  closeSync,
  ftruncateSync,
  openSync,
  readFileSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { image } from "../../../tasks/image/index.ts";
import { DataError, type Rng, stream } from "../../../tasks/index.ts";

const fixtures = join(import.meta.dirname, "../../../fixtures/image/cifar-10-batches-bin");
const folder = await mkdtemp(join(tmpdir(), "lra-image-fuzz-"));
afterAll(() => rm(folder, { recursive: true }));

/** Where to change a file: where a record begins or anywhere, for a few bytes or the length of a record. */
const spot = ({ length }: Buffer, rng: Rng): readonly [from: number, to: number] => {
  const from = rng.int(2) === 0 ? rng.int(length) : 3073 * rng.int(length / 3073);
  return [from, from + (rng.int(4) === 0 ? 1 + rng.int(9) : 3073)];
};

const mutations: readonly ((bytes: Buffer, rng: Rng) => Buffer)[] = [
  function flip(bytes, rng) {
    const flipped = Buffer.from(bytes);
    flipped[spot(bytes, rng)[0]] = rng.int(256);
    return flipped;
  },
  function cut(bytes, rng) {
    const [from, to] = spot(bytes, rng);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  function insert(bytes, rng) {
    const [from, to] = spot(bytes, rng);
    const more = Buffer.alloc(to - from, rng.int(12));
    return Buffer.concat([bytes.subarray(0, from), more, bytes.subarray(from)]);
  },
  function duplicate(bytes, rng) {
    const [from, to] = spot(bytes, rng);
    return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]);
  },
];

/** How many examples are read, or why not. */
async function outcome(): Promise<number | string> {
  let count = 0;
  try {
    const { splits } = await image.imported!.open(folder, { seed: 0 });
    for (const split of [splits.train, splits.validation!, splits.test]) {
      for await (const { label, towers } of split) {
        if (label > 9 || towers[0]!.length !== 1024) throw new Error("not an example");
        count++;
      }
    }
    return count;
  } catch (error) {
    if (error instanceof DataError) return error.message;
    throw error;
  }
}

/** A copy of a fixture that can be rewritten in place, which is much faster than anew. */
function rewritable(name: string) {
  const whole = readFileSync(join(fixtures, name));
  writeFileSync(join(folder, name), whole);
  const file = openSync(join(folder, name), "r+");
  return {
    whole,
    rewrite(bytes: Buffer) {
      ftruncateSync(file, bytes.length);
      writeSync(file, bytes, 0, bytes.length, 0);
    },
    close: () => closeSync(file),
  };
}

test("10,000 mutated files: examples, or one line that says what is wrong", async () => {
  const train = [1, 2, 3, 4, 5].map((number) => rewritable(`data_batch_${number}.bin`));
  const last = rewritable("test_batch.bin");
  const rng = stream(0, "fuzz");
  const outcomes: (number | string)[] = [];
  for (let i = 0; i < 5000; i++) {
    const first = train[rng.int(train.length)]!;
    for (const { whole, rewrite } of [first, last]) {
      rewrite(mutations[rng.int(mutations.length)]!(whole, rng));
    }
    outcomes.push(await outcome());
    first.rewrite(first.whole);
  }
  for (const { close } of [...train, last]) close();

  const refusals = outcomes.filter((one) => typeof one === "string");
  expect(outcomes.length - refusals.length).toBeGreaterThan(500);
  const advice = "Unpack https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz afresh.";
  const forms = refusals.map((line) =>
    line
      .replace(`. ${advice}`, "")
      .replace(folder, "")
      .replaceAll(/(?<=got |record |batch_)\d+/g, "N"),
  );
  expect([...new Set(forms)].sort()).toEqual([
    "/data_batch_N.bin, record N: the label must be from 0 to 9: got N",
    "/data_batch_N.bin: must hold records of 3073 bytes: got N bytes",
    "/data_batch_N.bin: must hold records: got an empty file",
    "/test_batch.bin, record N: the label must be from 0 to 9: got N",
    "/test_batch.bin: must hold records of 3073 bytes: got N bytes",
  ]);
});
