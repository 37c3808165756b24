import type { DataShape } from "../model/index.ts";
import type { Batch, Rng } from "../tasks/index.ts";

/** Random tokens and labels, documents as long as they may be: for timing, where what is learnt does not matter. */
export function randomBatch(
  { batch, towers, length, vocabulary, classes }: DataShape,
  random: Rng,
): Batch {
  const size = batch * towers * length;
  return {
    tokens: Int32Array.from({ length: size }, () => 1 + random.int(vocabulary - 1)),
    mask: new Float32Array(size).fill(1),
    labels: Int32Array.from({ length: batch }, () => random.int(classes)),
    count: batch,
  };
}
