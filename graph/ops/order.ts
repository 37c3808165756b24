import { ShapeError } from "../errors.ts";
import { axisOf, withAxis } from "../shape.ts";
import { show, type Tensor } from "../tensor.ts";
import { buildAll, iota, zeros } from "./build.ts";
import { add, floor, mul, neg, sub } from "./elementwise.ts";
import { scatterElements } from "./gather.ts";
import { expand } from "./layout.ts";
import { reduceMax } from "./reduce.ts";
import { cast, equal, greater, less, where } from "./select.ts";

/** The `k` largest (or smallest) along `axis`, in order, and their positions (int64: fit for gather and scatter only). */
export function topK(
  x: Tensor,
  k: number,
  { axis = -1, largest = true }: { readonly axis?: number; readonly largest?: boolean } = {},
): { readonly values: Tensor; readonly indices: Tensor } {
  const at = axisOf("topK", x, axis);
  if (!Number.isInteger(k) || k < 1 || k > x.shape[at]!) {
    throw new ShapeError(
      `topK: need a whole number 1 <= k <= ${x.shape[at]}: got ${k} for axis ${at} of ${show(x)}.`,
    );
  }
  const shape = withAxis(x.shape, at, k);
  const outputs = [
    { shape, dtype: x.dtype },
    { shape, dtype: "int64" as const },
  ];
  const [values, indices] = buildAll("TopK", [x], { k, axis: at, largest }, outputs);
  return { values: values!, indices: indices! };
}

/** All elements along `axis`, ascending unless `descending`. */
export const sort = (x: Tensor, axis = -1, descending = false): Tensor =>
  topK(x, x.shape[axisOf("sort", x, axis)]!, { axis, largest: descending }).values;

/** The first position of the maximum along the last axis, int32 `[...]`. WebGPU has no usable ArgMax. */
export function argMax(x: Tensor): Tensor {
  const n = x.shape.at(-1)!;
  const places = where(equal(x, reduceMax(x, -1)), iota(n, "float32"), n);
  return cast(neg(reduceMax(neg(places), -1, false)), "int32");
}

/** How many different keys `sortByKey` can tell apart in rows of `n`: whole numbers up to 2²⁴ are exact in float32. */
export const sortableKeys = (n: number): number =>
  Math.min(2 ** 24, 2 * Math.floor(2 ** 24 / n) - 1);

/**
 * Stable ascending order along the last axis of integer keys `[..., n]` given as floats, `0 <= key < sortableKeys(n)`:
 * sorted keys, and `perm` and its inverse (int32) with `sorted[i] = keys[perm[i]]`.
 *
 * The position is packed under the key, so ties cannot be and every provider gives the same order. Half of the keys
 * are packed below zero.
 */
export function sortByKey(keys: Tensor): {
  readonly keys: Tensor;
  readonly perm: Tensor;
  readonly inverse: Tensor;
} {
  const n = keys.shape.at(-1)!;
  const places = iota(n, "float32");
  const half = Math.floor(sortableKeys(n) / 2);
  const packed = add(mul(sub(keys, half), n), places);
  const { quotient, remainder } = divided(sort(packed), n);
  const perm = cast(remainder, "int32");
  const inverse = scatterElements(zeros(keys.shape), perm, expand(places, keys.shape), -1);
  return { keys: add(quotient, half), perm, inverse: cast(inverse, "int32") };
}

/** Integers between −2²⁴ and 2²⁴ by `n`, exactly, though the first guess may be one off. */
function divided(x: Tensor, n: number): { readonly quotient: Tensor; readonly remainder: Tensor } {
  const guess = floor(mul(x, 1 / n));
  const rest = sub(x, mul(guess, n));
  const excess = sub(cast(less(rest, 0), "float32"), cast(greater(rest, n - 1), "float32"));
  return { quotient: sub(guess, excess), remainder: add(rest, mul(excess, n)) };
}
