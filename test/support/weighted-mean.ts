type Line = Float64Array;

export interface WeightedMean {
  /** Numbers `[b, h, n, d]`. */
  readonly q: Float64Array;
  readonly k: Float64Array;
  readonly v: Float64Array;
  /** `[b, n]` */
  readonly mask: Float64Array;
  /** What a query thinks of a key: not negative. */
  similarity(q: Line, k: Line): number;
  /** Whether token `i` looks at token `j`; all do by default. */
  sees?(i: number, j: number): boolean;
  /** Added to the sum of similarities. */
  readonly epsilon?: number;
}

/**
 * Attention as its definition says, one number after the other: token i gets the mean of the values of the real tokens j
 * that it sees, weighted by the similarity of query i and key j. `[b, h, n, d]`; zeros where nothing is seen.
 */
export function weightedMean(
  [b, h, n, d]: readonly [number, number, number, number],
  { q, k, v, mask, similarity, sees = () => true, epsilon = 0 }: WeightedMean,
): Float64Array {
  const y = new Float64Array(b * h * n * d);
  const line = (x: Float64Array, head: number, i: number) =>
    x.subarray((head * n + i) * d, (head * n + i + 1) * d);
  for (let head = 0; head < b * h; head++) {
    const row = Math.floor(head / h);
    for (let i = 0; i < n; i++) {
      const out = line(y, head, i);
      let total = epsilon;
      for (let j = 0; j < n; j++) {
        if (mask[row * n + j] === 0 || !sees(i, j)) continue;
        const weight = similarity(line(q, head, i), line(k, head, j));
        total += weight;
        for (let c = 0; c < d; c++) out[c]! += weight * line(v, head, j)[c]!;
      }
      if (total > 0) for (let c = 0; c < d; c++) out[c]! /= total;
    }
  }
  return y;
}

export const dot = (a: Line, z: Line): number => a.reduce((sum, value, i) => sum + value * z[i]!, 0);

/** Vaswani et al. 2017, eq. 1. */
export const exponential = (q: Line, k: Line): number => Math.exp(dot(q, k) / Math.sqrt(q.length));
