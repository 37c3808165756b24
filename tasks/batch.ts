import type { Examples } from "./task.ts";

/** What one step of training or evaluation eats; every variant sees the same bytes. */
export interface Batch {
  /** `[b, towers, n]` token ids, padded with 0 and cut at n. */
  readonly tokens: Int32Array;
  /** `[b, towers, n]`: 1 on tokens, 0 on padding; an empty document keeps a 1 at position 0. */
  readonly mask: Float32Array;
  /** `[b]` classes. */
  readonly labels: Int32Array;
  /** Rows that are examples; the rows behind them only fill the batch up and must not be counted. */
  readonly count: number;
}

export interface BatchShape {
  /** b: examples a batch has room for. */
  readonly rows: number;
  readonly towers: number;
  /** n: tokens a document is cut at or padded to. */
  readonly length: number;
}

/**
 * The examples at these indices, in this order, as one batch.
 * Rows left over are empty documents of class 0. No row is masked throughout, so that a softmax over its tokens is defined.
 */
export function makeBatch(
  examples: Examples,
  indices: ArrayLike<number>,
  { rows, towers, length }: BatchShape,
): Batch {
  const count = indices.length;
  if (count > rows) {
    throw new RangeError(`makeBatch: indices must fit the batch: got ${count} for ${rows} rows.`);
  }
  const tokens = new Int32Array(rows * towers * length);
  const mask = new Float32Array(rows * towers * length);
  const labels = new Int32Array(rows);

  for (let row = 0; row < count; row++) {
    const index = indices[row]!;
    labels[row] = examples.labels[index]!;
    examples.tokens(index).forEach((document, tower) => {
      const start = (row * towers + tower) * length;
      const kept = Math.min(document.length, length);
      tokens.set(document.subarray(0, kept), start);
      mask.fill(1, start, start + kept);
    });
  }
  for (let start = 0; start < mask.length; start += length) mask[start] = 1;
  return { tokens, mask, labels, count };
}
