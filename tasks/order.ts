import type { Rng } from "./rng.ts";

/**
 * Batches of example indices for training, without end: `[rows]` each.
 * Every epoch is a fresh shuffle of all examples; a batch that reaches its end goes on with the next.
 */
export function* trainingOrder(
  count: number,
  rows: number,
  rng: Rng,
): Generator<Int32Array, never, void> {
  if (count < 1) throw new RangeError(`trainingOrder: need at least one example: got ${count}.`);
  const order = Int32Array.from({ length: count }, (_, i) => i);
  let next = count;
  for (;;) {
    const batch = new Int32Array(rows);
    for (let row = 0; row < rows; row++) {
      if (next === count) {
        rng.shuffle(order);
        next = 0;
      }
      batch[row] = order[next++]!;
    }
    yield batch;
  }
}

/**
 * Batches of example indices for evaluation: every example once, in order.
 * `[rows]` each but the last, which has what is left.
 */
export function* evaluationOrder(count: number, rows: number): Generator<Int32Array, void, void> {
  for (let start = 0; start < count; start += rows) {
    yield Int32Array.from({ length: Math.min(rows, count - start) }, (_, i) => start + i);
  }
}
