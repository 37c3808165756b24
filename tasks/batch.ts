import type { Examples } from "./task.ts";

/** What one step of training or evaluation eats; every variant sees the same bytes. */
export interface Batch {
  /** `[b, towers, n]` token ids, padded with 0 and cut at n. */
  readonly tokens: Int32Array;
  /** `[b, towers, n]`: 1 on tokens, 0 on padding. */
  readonly mask: Float32Array;
  /** `[b]` classes. */
  readonly labels: Int32Array;
  /** Rows that are examples; the rows behind them only fill the batch up and must not be counted. */
  readonly count: number;
}
