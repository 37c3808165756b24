import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { image } from "../../../tasks/image/index.ts";
import { type Rng, stream } from "../../../tasks/index.ts";
import { mutate, outcomeOf, rewritable } from "../../support/mutate.ts";

const fixtures = join(import.meta.dirname, "../../../fixtures/image/cifar-10-batches-bin");
const folder = await mkdtemp(join(tmpdir(), "lra-image-fuzz-"));
afterAll(() => rm(folder, { recursive: true }));

/** Where to change a file: where a record begins or anywhere, for a few bytes or the length of a record. */
const spot = ({ length }: Buffer, rng: Rng): readonly [from: number, to: number] => {
  const from = rng.int(2) === 0 ? rng.int(length) : 3073 * rng.int(length / 3073);
  return [from, from + (rng.int(4) === 0 ? 1 + rng.int(9) : 3073)];
};

/** How many examples are read. */
async function read(): Promise<number> {
  const { splits } = await image.imported!.open(folder, { seed: 0 });
  let count = 0;
  for (const split of [splits.train, splits.validation!, splits.test]) {
    for await (const { label, towers } of split) {
      if (label > 9 || towers[0]!.length !== 1024) throw new Error("not an example");
      count++;
    }
  }
  return count;
}

const copyOf = (name: string) => rewritable(join(fixtures, name), join(folder, name));

test("10,000 mutated files: examples, or one line that says what is wrong", async () => {
  const train = [1, 2, 3, 4, 5].map((number) => copyOf(`data_batch_${number}.bin`));
  const last = copyOf("test_batch.bin");
  const rng = stream(0, "fuzz");
  const outcomes: (number | string)[] = [];
  for (let i = 0; i < 5000; i++) {
    const first = train[rng.int(train.length)]!;
    for (const { whole, rewrite } of [first, last]) {
      const [from, to] = spot(whole, rng);
      const byte = rng.int(rng.int(2) === 0 ? 12 : 256); // often a label, or nearly one
      rewrite(mutate(whole, from, to, byte, rng));
    }
    outcomes.push(await outcomeOf(read));
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
