/** Sparse Sinkhorn Attention in loops over plain numbers: Tay et al. 2020, one head of one example at a time. */
import type { Size } from "../../variants/index.ts";
import { dense, type Parameters } from "./naive-layer.ts";
import { exponential, type HeadNumbers } from "./weighted-mean.ts";

type Matrix = readonly (readonly number[])[];

export interface Sorting {
  readonly block_size: number;
  readonly sinkhorn_iterations: number;
  readonly temperature: number;
  readonly sortcut?: number;
}

export interface SortingNumbers extends HeadNumbers {
  /** `[b, n, e]`: what the blocks are sorted by. */
  readonly x: Float64Array;
  readonly parameters: Parameters;
  /** `[b, h, m, m]`: added to the scores. */
  readonly noise?: Float64Array;
}

const range = (length: number): readonly number[] => [...Array(length).keys()];
const sum = (numbers: readonly number[]): number => numbers.reduce((a, c) => a + c, 0);

/** What the network thinks of every block (column) in the place of every block (row), noise and all; `[m][m]`. */
export function blockScores(
  { n, e, h }: Size,
  { block_size: w }: Sorting,
  { x, mask, parameters, noise }: SortingNumbers,
  [row, head]: readonly [row: number, head: number],
): Matrix {
  const m = n / w;
  return range(m).map((a) => {
    const psi = Float64Array.from(range(e), (feature) =>
      sum(
        range(w).map((t) => {
          const token = row * n + a * w + t;
          return mask[token]! * x[token * e + feature]!;
        }),
      ),
    );
    const hidden = dense(parameters, "layers.0.sort.in", psi).map((value) => Math.max(value, 0));
    const scores = dense(parameters, "layers.0.sort.out", hidden);
    return range(m).map(
      (c) => scores[head * m + c]! + (noise?.[((row * h + head) * m + a) * m + c] ?? 0),
    );
  });
}

/** Rows and columns of e^{scores / τ} divided by their sums, by turns; blocks with tokens and those without stay apart. */
export function sinkhornMatrix(
  scores: Matrix,
  hasTokens: readonly boolean[],
  { sinkhorn_iterations, temperature }: Sorting,
): Matrix {
  const blocks = range(scores.length);
  let R: Matrix = blocks.map((a) => {
    const kin = blocks.filter((c) => hasTokens[a] === hasTokens[c]);
    const top = Math.max(...kin.map((c) => scores[a]![c]!));
    return blocks.map((c) =>
      kin.includes(c) ? Math.exp((scores[a]![c]! - top) / temperature) : 0,
    );
  });
  for (let i = 0; i < sinkhorn_iterations; i++) {
    R = R.map((row) => row.map((value) => value / sum(row)));
    const columns = blocks.map((c) => sum(R.map((row) => row[c]!)));
    R = R.map((row) => row.map((value, c) => value / columns[c]!));
  }
  return R;
}

/** `[b, h, n, d]`; zeros at padded tokens. */
export function naiveSinkhorn(size: Size, options: Sorting, numbers: SortingNumbers): Float64Array {
  const { b, h, n, d } = size;
  const y = new Float64Array(b * h * n * d);
  for (const row of range(b)) {
    for (const head of range(h)) {
      const lines = oneHead(size, options, numbers, [row, head]);
      lines.forEach((line, i) => {
        y.set(line, ((row * h + head) * n + i) * d);
      });
    }
  }
  return y;
}

function oneHead(
  size: Size,
  options: Sorting,
  numbers: SortingNumbers,
  at: readonly [row: number, head: number],
): readonly Float64Array[] {
  const { h, n, d } = size;
  const { block_size: w, sortcut = 0 } = options;
  const isReal = (i: number) => numbers.mask[at[0] * n + i] === 1;
  const lineOf = (x: Float64Array, i: number) =>
    x.subarray(((at[0] * h + at[1]) * n + i) * d).subarray(0, d);
  const blocks = range(n / w);
  const hasTokens = blocks.map((a) => range(w).some((t) => isReal(a * w + t)));
  const R = sinkhornMatrix(blockScores(size, options, numbers, at), hasTokens, options);

  /** Token `t` of the block sorted to place `a`; `null` where most of it is padding. */
  const sorted = (a: number, t: number) => {
    const real = blocks.filter((c) => isReal(c * w + t));
    const share = sum(real.map((c) => R[a]![c]!)) / sum([...R[a]!]);
    const mix = (x: Float64Array) =>
      Float64Array.from(range(d), (i) =>
        sum(real.map((c) => R[a]![c]! * lineOf(x, c * w + t)[i]!)),
      );
    return share < 0.5 ? null : { k: mix(numbers.k), v: mix(numbers.v) };
  };
  const own = (i: number) =>
    isReal(i) ? { k: lineOf(numbers.k, i), v: lineOf(numbers.v, i) } : null;

  return range(n).map((i) => {
    const y = new Float64Array(d);
    if (!isReal(i)) return y;
    const a = Math.floor(i / w);
    const keys =
      sortcut > 0
        ? range(sortcut).flatMap((place) => range(w).map((t) => sorted(place, t)))
        : [...range(w).map((t) => sorted(a, t)), ...range(w).map((t) => own(a * w + t))];
    const seen = keys.flatMap((key) => key ?? []);
    const weights = seen.map(({ k }) => exponential(lineOf(numbers.q, i), k));
    return y.map((_, c) => sum(seen.map(({ v }, j) => weights[j]! * v[c]!)) / sum(weights));
  });
}
