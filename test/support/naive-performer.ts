/** FAVOR+ in loops over plain numbers: Choromanski et al. 2020, with the stabilisers of the authors' code. */
import type { Size } from "../../variants/index.ts";
import { dot, type HeadNumbers } from "./weighted-mean.ts";

type Line = Float64Array;
type Axes = Pick<Size, "b" | "h" | "n" | "d">;

/** What features are made of. */
export interface Features {
  /** `[m, d]` */
  readonly omega: Float64Array;
  readonly kernel: "softmax" | "relu";
  readonly epsilon: number;
}

/** What exponents are lowered by: each query by its own, `[b, h, n]`, all keys of a head by one, `[b, h]`. */
export interface Stabilisers {
  readonly queries: Float64Array;
  readonly keys: Float64Array;
}

/** The largest ω·x̃: of a token for a query, of all real tokens of a head for its keys. */
export function stabilisers(axes: Axes, numbers: HeadNumbers, omega: Float64Array): Stabilisers {
  const { b, h, n, d } = axes;
  const highest = (x: Float64Array, head: number, i: number) =>
    Math.max(...rows(omega, d).map((w) => dot(w, scaled(token(x, axes, head, i)))));
  return {
    queries: Float64Array.from({ length: b * h * n }, (_, at) =>
      highest(numbers.q, Math.floor(at / n), at % n),
    ),
    keys: Float64Array.from({ length: b * h }, (_, head) =>
      Math.max(...realTokens(axes, numbers, head).map((j) => highest(numbers.k, head, j))),
    ),
  };
}

/** `[b, h, n, d]`; zeros at padded tokens. */
export function naivePerformer(
  axes: Axes,
  numbers: HeadNumbers,
  features: Features,
  fixed: Stabilisers = stabilisers(axes, numbers, features.omega),
): Float64Array {
  const { b, h, n, d } = axes;
  const y = new Float64Array(b * h * n * d);
  for (let head = 0; head < b * h; head++) {
    const real = realTokens(axes, numbers, head);
    const keys = real.map((j) =>
      featuresOf(token(numbers.k, axes, head, j), features, fixed.keys[head]!),
    );
    for (const i of real) {
      const query = featuresOf(
        token(numbers.q, axes, head, i),
        features,
        fixed.queries[head * n + i]!,
      );
      const weights = keys.map((key) => dot(query, key));
      const total = weights.reduce((sum, weight) => sum + weight);
      const out = token(y, axes, head, i);
      real.forEach((j, at) => {
        token(numbers.v, axes, head, j).forEach((value, c) => {
          out[c]! += (weights[at]! / total) * value;
        });
      });
    }
  }
  return y;
}

/**
 * Softmax features without ε, by logarithms of weights, which no length of `q` and `k` makes vanish: `[b, h, n, d]`, zeros
 * at padded tokens.
 */
export function performerByLogarithms(
  axes: Axes,
  numbers: HeadNumbers,
  omega: Float64Array,
): Float64Array {
  const { b, h, n, d } = axes;
  const y = new Float64Array(b * h * n * d);
  const features = rows(omega, d);
  for (let head = 0; head < b * h; head++) {
    const real = realTokens(axes, numbers, head);
    const keys = real.map((j) => scaled(token(numbers.k, axes, head, j)));
    for (const i of real) {
      const query = scaled(token(numbers.q, axes, head, i));
      const logarithms = keys.map((key) =>
        logSumExp(features.map((w) => dot(w, query) + dot(w, key) - dot(key, key) / 2)),
      );
      const total = logSumExp(logarithms);
      const out = token(y, axes, head, i);
      real.forEach((j, at) => {
        token(numbers.v, axes, head, j).forEach((value, c) => {
          out[c]! += Math.exp(logarithms[at]! - total) * value;
        });
      });
    }
  }
  return y;
}

function logSumExp(x: readonly number[]): number {
  const top = Math.max(...x);
  return top + Math.log(x.reduce((sum, value) => sum + Math.exp(value - top), 0));
}

/** φ(x) */
function featuresOf(x: Line, { omega, kernel, epsilon }: Features, c: number): Line {
  const [d, short] = [x.length, scaled(x)];
  const half = dot(short, short) / 2;
  return Float64Array.from(rows(omega, d), (w) => {
    const product = dot(w, short);
    return (kernel === "relu" ? Math.max(product, 0) : Math.exp(product - half - c)) + epsilon;
  });
}

/** x / d^{1/4} */
const scaled = (x: Line): Line => x.map((value) => value / x.length ** 0.25);

const rows = (matrix: Float64Array, d: number): readonly Line[] =>
  Array.from({ length: matrix.length / d }, (_, i) => matrix.subarray(i * d, (i + 1) * d));

const token = (x: Float64Array, { n, d }: Axes, head: number, i: number): Line =>
  x.subarray((head * n + i) * d, (head * n + i + 1) * d);

const realTokens = ({ h, n }: Axes, { mask }: HeadNumbers, head: number): readonly number[] =>
  [...Array(n).keys()].filter((i) => mask[Math.floor(head / h) * n + i] === 1);
