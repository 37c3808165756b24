import { expect } from "vitest";
import { type Rng, stream } from "../../../tasks/index.ts";
import { imported } from "../../../tasks/text/import.ts";
import { outcomeOf, rewritable } from "../../support/mutate.ts";

/**
 * Writes a file anew, mutated, so many times, and imports its folder: how often the training split was read to its end, and
 * how often it was refused. Anything but reviews or a DataError of one line that names the file fails the test.
 */
export async function mutate(
  folder: string,
  path: string,
  rounds: number,
): Promise<{ readonly read: number; readonly refused: number }> {
  const { whole, rewrite, close } = rewritable(path, path);
  const rng = stream(1, "mutate");
  let read = 0;
  for (let round = 0; round < rounds; round++) {
    rewrite(mutated(rng, whole));
    const refusal = await outcomeOf(() => readAll(folder));
    if (refusal === null) read++;
    else if (!refusal.startsWith(path)) expect.fail(refusal);
  }
  close();
  return { read, refused: rounds - read };
}

async function readAll(folder: string): Promise<null> {
  const { splits } = await imported.open(folder, imported.options.parse({}));
  for await (const { label, towers } of splits.train) {
    const [review, ...more] = towers;
    const isReview = review && review.length > 0 && !review.includes(0) && more.length === 0;
    if (!isReview || label > 1) expect.fail(`label ${label}, towers ${towers.join(" | ")}`);
  }
  return null;
}

/** One to three changes: a bit flipped, a piece cut out, put in or doubled, or the end cut off. */
function mutated(rng: Rng, original: Buffer): Buffer {
  let bytes = Buffer.from(original);
  for (let change = rng.int(3); change >= 0 && bytes.length > 0; change--) {
    const from = rng.int(bytes.length);
    const to = Math.min(bytes.length, from + rng.int(20));
    const before = bytes.subarray(0, from);
    const piece = bytes.subarray(from, to);
    const after = bytes.subarray(to);
    switch (rng.int(5)) {
      case 0:
        bytes[from]! ^= 1 << rng.int(8);
        break;
      case 1:
        bytes = Buffer.concat([before, after]);
        break;
      case 2:
        bytes = Buffer.concat([before, foreign(rng), piece, after]);
        break;
      case 3:
        bytes = Buffer.concat([before, piece, piece, after]);
        break;
      default:
        bytes = Buffer.from(before);
    }
  }
  return bytes;
}

const foreign = (rng: Rng): Uint8Array =>
  Buffer.from(['"', ",", "\t", "\n", "\r\n", "\0", "é", "1"][rng.int(8)]!);
