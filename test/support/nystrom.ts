/** Nyströmformer in loops over plain numbers: Xiong et al. 2021, algorithm 1, head by head. */
import type { Size } from "../../variants/index.ts";
import { linesOf, softmaxOf, weightedSum } from "./naive-tokens.ts";
import { dot, type HeadNumbers } from "./weighted-mean.ts";

type Line = Float64Array;
type Matrix = readonly Line[];

export interface Nystrom {
  /** m */
  readonly landmarks: number;
  /** Of the pseudo-inverse. */
  readonly iterations: number;
  /** `[h][K]`, K odd; left out, no convolution. */
  readonly kernels?: Matrix;
}

/** `[b, h, n, d]`; zeros at padded tokens. A segment without a real token is left out of everything. */
export function nystrom(
  { b, h, n, d }: Size,
  { q, k, v, mask }: HeadNumbers,
  { landmarks, iterations, kernels }: Nystrom,
): Float64Array {
  const heads = Array.from({ length: b * h }, (_, head) => {
    const isReal = Array.from({ length: n }, (_, i) => mask[Math.floor(head / h) * n + i] === 1);
    const lines = (x: Float64Array) => linesOf(x.subarray(head * n * d, (head + 1) * n * d), d);
    const real = (x: Matrix) => x.filter((_, i) => isReal[i]);
    const [Q, K, V] = [lines(q), lines(k), lines(v)];
    const [middlesQ, middlesK] = [Q, K].map((x) => segmentMeans(x, isReal, landmarks));
    const B = probabilities(middlesQ!, real(K));
    const A = probabilities(middlesQ!, middlesK!);
    const F = probabilities(Q, middlesK!);
    const mixed = times(F, times(inverse(A, iterations), times(B, real(V))));
    return mixed.map((y, i) => {
      if (!isReal[i]) return new Float64Array(d);
      return kernels ? plus(y, around(V, isReal, i, kernels[head % h]!)) : y;
    });
  });
  return Float64Array.from(heads.flatMap((rows) => rows.flatMap((row) => [...row])));
}

/**
 * Of each of m segments the mean of its real tokens, or each real token where there are fewer than m. Segments without
 * any real token are left out; the first are a token longer than the others where m does not divide.
 */
function segmentMeans(x: Matrix, isReal: readonly boolean[], m: number): Matrix {
  const means: Line[] = [];
  let start = 0;
  for (let left = Math.min(m, x.length); left > 0; left--) {
    const end = start + Math.ceil((x.length - start) / left);
    const tokens = x.slice(start, end).filter((_, i) => isReal[start + i]);
    const weights = tokens.map(() => 1 / tokens.length);
    if (tokens.length > 0) means.push(weightedSum(weights, tokens));
    start = end;
  }
  return means;
}

const probabilities = (Q: Matrix, K: Matrix): Matrix =>
  Q.map((q) => Float64Array.from(softmaxOf(K.map((k) => dot(q, k) / Math.sqrt(q.length)))));

/** Z after so many iterations, with the norms of this one matrix. */
function inverse(A: Matrix, iterations: number): Matrix {
  const sums = (rows: Matrix) => rows.map((row) => row.reduce((sum, value) => sum + value, 0));
  const norms = Math.max(...sums(A)) * Math.max(...sums(transposed(A)));
  let Z = scaled(transposed(A), 1 / norms);
  for (let i = 0; i < iterations; i++) {
    const T = times(A, Z);
    const inner = added(identity(A.length, 7), scaled(T, -1));
    const middle = added(identity(A.length, 15), scaled(times(T, inner), -1));
    Z = scaled(times(Z, added(identity(A.length, 13), scaled(times(T, middle), -1))), 1 / 4);
  }
  return Z;
}

/** The real values around token i, weighted by the kernel. */
function around(V: Matrix, isReal: readonly boolean[], i: number, kernel: Line): Line {
  const first = i - (kernel.length - 1) / 2;
  const weights = V.map((_, j) => (isReal[j] ? (kernel[j - first] ?? 0) : 0));
  return weightedSum(weights, V);
}

const plus = (a: Line, z: Line): Line => a.map((value, c) => value + z[c]!);
const added = (a: Matrix, z: Matrix): Matrix => a.map((row, i) => plus(row, z[i]!));
const scaled = (a: Matrix, by: number): Matrix => a.map((row) => row.map((value) => by * value));
const times = (a: Matrix, z: Matrix): Matrix => a.map((row) => weightedSum(row, z));
const transposed = (a: Matrix): Matrix =>
  Array.from(a[0]!, (_, j) => Float64Array.from(a, (row) => row[j]!));
const identity = (m: number, by: number): Matrix =>
  Array.from({ length: m }, (_, i) =>
    Float64Array.from({ length: m }, (_, j) => (i === j ? by : 0)),
  );
