/** Steps that references of whole token-mixing sublayers have in common, in loops over plain numbers. */
import type { Size } from "../../variants/index.ts";
import { dense, type Vector } from "./naive-layer.ts";
import type { Feeds } from "./numbers.ts";

/** What one example has: its tokens, and which of them are real. */
export interface Example {
  readonly x: readonly Vector[];
  readonly isReal: readonly boolean[];
}

/** `[b, n, e]` by `mix`, example by example; zeros at padded tokens. */
export function byExample(
  { b, n, e }: Pick<Size, "b" | "n" | "e">,
  feeds: Feeds,
  mix: (example: Example) => readonly Vector[],
): Float64Array {
  const x = linesOf(feeds.x!, e);
  const rows = Array.from({ length: b }, (_, row) => {
    const isReal = Array.from({ length: n }, (_, i) => feeds.mask![row * n + i] === 1);
    const y = mix({ x: x.slice(row * n, (row + 1) * n), isReal });
    return y.flatMap((token, i) => [...(isReal[i] ? token : new Float64Array(e))]);
  });
  return Float64Array.from(rows.flat());
}

/** Numbers cut into lines of `width`. */
export const linesOf = (numbers: ArrayLike<number>, width: number): readonly Vector[] =>
  Array.from({ length: numbers.length / width }, (_, i) =>
    Float64Array.from({ length: width }, (_, j) => numbers[i * width + j]!),
  );

/** Head `head` of the projection `name` of these tokens, `[m][d]`. */
export function projected(
  feeds: Feeds,
  name: string,
  x: readonly Vector[],
  { d }: Pick<Size, "d">,
  head: number,
): readonly Vector[] {
  return x.map((token) =>
    dense(feeds, `layers.0.${name}`, token).subarray(head * d, (head + 1) * d),
  );
}

/** `Σ_j weights[j] x[j]` */
export const weightedSum = (weights: ArrayLike<number>, x: readonly Vector[]): Vector =>
  x[0]!.map((_, c) => x.reduce((sum, token, j) => sum + weights[j]! * token[c]!, 0));

/** `e^{s_j} / Σ e^{s_j}` */
export function softmaxOf(scores: readonly number[]): readonly number[] {
  const powers = scores.map(Math.exp);
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}
