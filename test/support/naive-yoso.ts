/** Bernoulli attention by its n × n matrix, one number after the other, with the gradient that the paper gives it. */
import type { Size } from "../../variants/index.ts";
import { dot, type HeadNumbers } from "./weighted-mean.ts";

type Row = Float64Array;
type Rows = readonly Row[];

/** An entry of B: of query `q` and key `k` of head `head`, of h. */
export type Meeting = (q: Row, k: Row, head: number) => number;

/** `(1 − acos(q·k / |q| |k|) / π)^τ` */
export const expectedMeeting =
  (tau: number): Meeting =>
  (q, k) => {
    const cosine = dot(q, k) / Math.hypot(...q) / Math.hypot(...k);
    return (1 - Math.acos(Math.max(-1, Math.min(1, cosine))) / Math.PI) ** tau;
  };

/** The share of m hashes that give q and k the same τ bits: `hyperplanes [h, d, m τ]`. */
export const sampledMeeting =
  (hyperplanes: ArrayLike<number>, m: number, tau: number): Meeting =>
  (q, k, head) => {
    const isAbove = (x: Row, plane: number) => {
      const product = (c: number) => x[c]! * hyperplanes[(head * x.length + c) * m * tau + plane]!;
      return [...x.keys()].reduce((sum, c) => sum + product(c), 0) > 0;
    };
    const met = Array.from({ length: m }, (_, hash) => {
      const planes = Array.from({ length: tau }, (_, bit) => hash * tau + bit);
      return planes.every((plane) => isAbove(q, plane) === isAbove(k, plane));
    });
    return met.filter(Boolean).length / m;
  };

export interface Bernoulli {
  readonly meets: Meeting;
  readonly tau: number;
}

/**
 * `y = ℓ₂(B v)`, zeros at padded tokens, and the cotangents for `dy`, all `[b, h, n, d]`. Zeng et al. 2021: the slope of
 * an entry of B is taken to be τ / 2 times the entry.
 */
export function naiveYoso(
  { b, h, n, d }: Pick<Size, "b" | "h" | "n" | "d">,
  numbers: HeadNumbers,
  { meets, tau }: Bernoulli,
  dy = new Float64Array(b * h * n * d),
): Readonly<Record<"y" | "dq" | "dk" | "dv", Float64Array>> {
  const result = { y: [] as Rows[], dq: [] as Rows[], dk: [] as Rows[], dv: [] as Rows[] };
  for (let at = 0; at < b * h; at++) {
    const cut = (x: Float64Array): Rows =>
      Array.from({ length: n }, (_, i) => x.subarray((at * n + i) * d).subarray(0, d));
    const [q, k, v, dys] = [numbers.q, numbers.k, numbers.v, dy].map(cut) as [
      Rows,
      Rows,
      Rows,
      Rows,
    ];
    const isReal = (i: number) => numbers.mask[Math.floor(at / h) * n + i] === 1;
    const matrix = (meeting: Meeting) =>
      q.map((qi, i) => k.map((kj, j) => (isReal(i) && isReal(j) ? meeting(qi, kj, at % h) : 0)));
    const B = matrix(meets);
    const u = q.map((_, i) => weigh(B[i]!, v));
    const g = u.map((ui, i) => throughUnit(ui, dys[i]!));
    const W = B.map((row, i) => row.map((value, j) => (tau / 2) * value * dot(g[i]!, v[j]!)));
    const column = (M: readonly (readonly number[])[], j: number) => M.map((row) => row[j]!);
    result.y.push(u.map(unit));
    result.dq.push(q.map((qi, i) => throughUnit(qi, weigh(W[i]!, k.map(unit)))));
    result.dk.push(k.map((kj, j) => throughUnit(kj, weigh(column(W, j), q.map(unit)))));
    result.dv.push(v.map((_, j) => weigh(column(B, j), g)));
  }
  const joined = (heads: readonly Rows[]) =>
    Float64Array.from(heads.flatMap((rows) => rows.flatMap((row) => [...row])));
  return {
    y: joined(result.y),
    dq: joined(result.dq),
    dk: joined(result.dk),
    dv: joined(result.dv),
  };
}

const weigh = (weights: readonly number[], rows: Rows): Row =>
  rows[0]!.map((_, c) => rows.reduce((sum, row, i) => sum + weights[i]! * row[c]!, 0));

function unit(x: Row): Row {
  const length = Math.hypot(...x);
  return x.map((value) => (length === 0 ? 0 : value / length));
}

/** The cotangent of x for that of x / |x|. */
function throughUnit(x: Row, dy: Row): Row {
  const [y, length] = [unit(x), Math.hypot(...x)];
  return dy.map((value, c) => (length === 0 ? 0 : (value - y[c]! * dot(y, dy)) / length));
}
