/** Mixtures of Gaussian keys in loops over plain numbers, from their definition: Nguyen et al. 2021. */
import type { Size } from "../../variants/index.ts";
import { dense, plus, type Vector } from "./naive-layer.ts";
import { byExample, type Example, projected, weightedSum } from "./naive-tokens.ts";
import type { Feeds } from "./numbers.ts";
import { dot } from "./weighted-mean.ts";

export interface Mixture {
  readonly M: number;
  readonly mode: "mixture" | "soft" | "hard" | "linear";
  readonly shifted: boolean;
}

/** `[b, n, e]`; zeros at padded tokens. */
export const naiveMgk = (size: Size, feeds: Feeds, mixture: Mixture): Float64Array =>
  byExample(size, feeds, (example) => {
    const heads = Array.from({ length: size.h }, (_, head) => {
      const { q, keys, v } = headOf(size, feeds, mixture, example, head);
      return q.map((query) => {
        const weights = v.map((_, j) => {
          const parts = keys.map(({ line, pi }) => ({ key: line[j]!, pi: pi(j) }));
          return example.isReal[j] ? weight(mixture.mode, query, parts) : 0;
        });
        const total = weights.reduce((sum, w) => sum + w, mixture.mode === "linear" ? 1e-6 : 0);
        return weightedSum(weights, v).map((value) => value / total);
      });
    });
    return example.x.map((_, i) =>
      dense(feeds, "layers.0.out", Float64Array.from(heads.flatMap((line) => [...line[i]!]))),
    );
  });

/** π `[h, M, n]` after an M-step: the mean of γ over the real queries of all examples in which a token is real. */
export function naiveStep(size: Size, feeds: Feeds, mixture: Mixture): Float64Array {
  const { h, n } = size;
  const sums = new Float64Array(h * mixture.M * n);
  const counts = new Float64Array(n);
  byExample(size, feeds, (example) => {
    const real = [...Array(n).keys()].filter((i) => example.isReal[i]);
    for (const j of real) {
      counts[j]! += real.length;
      for (let head = 0; head < h; head++) {
        const { q, keys } = headOf(size, feeds, mixture, example, head);
        for (const i of real) {
          const powers = keys.map(({ line, pi }) => pi(j) * gaussian(q[i]!, line[j]!));
          const total = powers.reduce((sum, power) => sum + power);
          powers.forEach((power, r) => {
            sums[(head * mixture.M + r) * n + j]! += power / total;
          });
        }
      }
    }
    return example.x;
  });
  return sums.map((sum, at) => {
    const count = counts[at % n]!;
    return count > 0 ? sum / count : feeds[pi]![at]!;
  });
}

const pi = "layers.0.pi";

interface Keys {
  /** `[n][d]` */
  readonly line: readonly Vector[];
  /** Of token j. */
  pi(j: number): number;
}

/** One head's queries, values, and M lines of keys with their π. */
function headOf(size: Size, feeds: Feeds, mixture: Mixture, { x }: Example, head: number) {
  const { h, n, d } = size;
  const { M, mode, shifted } = mixture;
  const part = (which: number) => projected(feeds, "projections", x, size, which * h + head);
  const keys = Array.from({ length: M }, (_, r): Keys => {
    const of = {
      mixture: () => trained(feeds[pi]![r]!),
      linear: () => trained(feeds[pi]![r]!),
      soft: (j: number) => feeds[pi]![(head * M + r) * n + j]!,
      hard: () => 1,
    };
    if (!shifted) return { line: part(1 + r), pi: of[mode] };
    const at = (head * (M - 1) + r - 1) * d;
    const shift = Float64Array.from({ length: d }, (_, c) =>
      r ? -feeds["layers.0.b"]![at + c]! : 0,
    );
    return { line: part(1).map((key) => plus(key, shift)), pi: of[mode] };
  });
  return { q: part(0), keys, v: part(shifted ? 2 : 1 + M) };
}

/** As training may leave it, kept between 0 and 1. */
const trained = (pi: number): number => Math.min(Math.max(pi, 0), 1);

/** Of one query for one token, whose keys these are. */
function weight(
  mode: Mixture["mode"],
  query: Vector,
  keys: readonly { readonly key: Vector; readonly pi: number }[],
): number {
  const similarity = (key: Vector) =>
    mode === "linear" ? dot(query.map(feature), key.map(feature)) : gaussian(query, key);
  const parts = keys.map(({ key, pi }) => pi * similarity(key));
  return mode === "hard" ? Math.max(...parts) : parts.reduce((sum, part) => sum + part);
}

/** e^{−‖q − k‖² / 2√d} */
const gaussian = (q: Vector, k: Vector): number =>
  Math.exp(-q.reduce((sum, value, c) => sum + (value - k[c]!) ** 2, 0) / (2 * Math.sqrt(q.length)));

/** elu(x) + 1 */
const feature = (x: number): number => (x > 0 ? x + 1 : Math.exp(x));
