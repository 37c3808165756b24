import type { Size } from "../../variants/index.ts";

type Line = Float64Array;

/** Numbers for heads: `q, k, v [b, h, n, d]`, `mask [b, n]`. */
export interface HeadNumbers {
  readonly q: Float64Array;
  readonly k: Float64Array;
  readonly v: Float64Array;
  readonly mask: Float64Array;
}

export interface Weights {
  /** What a query thinks of a key: not negative. */
  similarity(q: Line, k: Line): number;
  /** Whether token `i` looks at token `j`; all do by default. */
  sees?(i: number, j: number): boolean;
  /** Added to the sum of similarities. */
  readonly epsilon?: number;
}

/**
 * Attention as its definition says, one number after the other: a real token i gets the mean of the values of the real
 * tokens j that it sees, weighted by the similarity of query i and key j. `[b, h, n, d]`; zeros at padded tokens.
 */
export function weightedMean(
  { b, h, n, d }: Pick<Size, "b" | "h" | "n" | "d">,
  { q, k, v, mask }: HeadNumbers,
  { similarity, sees = () => true, epsilon = 0 }: Weights,
): Float64Array {
  const y = new Float64Array(b * h * n * d);
  for (let head = 0; head < b * h; head++) {
    const isReal = (i: number) => mask[Math.floor(head / h) * n + i] === 1;
    const line = (x: Float64Array, i: number) => x.subarray((head * n + i) * d).subarray(0, d);
    for (let i = 0; i < n; i++) {
      if (!isReal(i)) continue;
      const out = line(y, i);
      let total = epsilon;
      for (let j = 0; j < n; j++) {
        if (!isReal(j) || !sees(i, j)) continue;
        const weight = similarity(line(q, i), line(k, j));
        total += weight;
        for (let c = 0; c < d; c++) out[c]! += weight * line(v, j)[c]!;
      }
      for (let c = 0; c < d; c++) out[c]! /= total;
    }
  }
  return y;
}

export const dot = (a: Line, z: Line): number =>
  a.reduce((sum, value, i) => sum + value * z[i]!, 0);

/** `e^{qᵀk / √d}`: Vaswani et al. 2017, eq. 1. */
export const exponential = (q: Line, k: Line): number => Math.exp(dot(q, k) / Math.sqrt(q.length));
