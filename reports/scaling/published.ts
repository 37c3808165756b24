type ByLength = readonly [k1: number, k2: number, k3: number, k4: number];

/** A row of the benchmark's table of speed and memory, at 1K, 2K, 3K and 4K tokens. */
export interface Published {
  /** As the paper calls it. */
  readonly title: string;
  /** As we call it. */
  readonly variant: string;
  /** Training steps a second. */
  readonly stepsPerSecond: ByLength;
  /** The same relative to the Transformer's, as the paper rounds it. */
  readonly speedups: ByLength;
  /** Peak memory of a device, GB. */
  readonly gigabytes: ByLength;
}

/**
 * Tay et al. 2021, arXiv 2011.04006, table 2: byte-level text classification, batch 32, 4 × 4 TPU v3. As printed: that
 * Linformer takes as much at 3K as at 4K, and that Synthesizer is faster at 3K than at 2K, look like slips of the paper.
 */
export const published: readonly Published[] = [
  row("Transformer", "softmax", [8.1, 4.9, 2.3, 1.4], [1, 1, 1, 1], [0.85, 2.65, 5.51, 9.48]),
  row(
    "Local Attention",
    "local",
    [9.2, 8.4, 7.4, 7.4],
    [1.1, 1.7, 3.2, 5.3],
    [0.42, 0.76, 1.06, 1.37],
  ),
  row(
    "Linformer",
    "linformer",
    [9.3, 9.1, 8.5, 7.7],
    [1.2, 1.9, 3.7, 5.5],
    [0.37, 0.55, 0.99, 0.99],
  ),
  row("Reformer", "reformer", [4.4, 2.2, 1.5, 1.1], [0.5, 0.4, 0.7, 0.8], [0.48, 0.99, 1.53, 2.28]),
  row("Sinkhorn", "sinkhorn", [9.1, 7.9, 6.6, 5.3], [1.1, 1.6, 2.9, 3.8], [0.47, 0.83, 1.13, 1.48]),
  row(
    "Synthesizer",
    "synthesizer",
    [8.7, 5.7, 6.6, 1.9],
    [1.1, 1.2, 2.9, 1.4],
    [0.65, 1.98, 4.09, 6.99],
  ),
  row("BigBird", "bigbird", [7.4, 3.9, 2.7, 1.5], [0.9, 0.8, 1.2, 1.1], [0.77, 1.49, 2.18, 2.88]),
  row(
    "Linear Trans.",
    "linear",
    [9.1, 9.3, 8.6, 7.8],
    [1.1, 1.9, 3.7, 5.6],
    [0.37, 0.57, 0.8, 1.03],
  ),
  row(
    "Performer",
    "performer",
    [9.5, 9.4, 8.7, 8.0],
    [1.2, 1.9, 3.8, 5.7],
    [0.37, 0.59, 0.82, 1.06],
  ),
];

function row(
  title: string,
  variant: string,
  stepsPerSecond: ByLength,
  speedups: ByLength,
  gigabytes: ByLength,
): Published {
  return { title, variant, stepsPerSecond, speedups, gigabytes };
}
