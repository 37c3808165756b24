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
  if (k < 1 || k > x.shape[at]!) {
    throw new ShapeError(
      `topK: need 1 <= k <= ${x.shape[at]}: got ${k} for axis ${at} of ${show(x)}.`,
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

/**
 * Stable ascending order along the last axis of integer keys `[..., n]` given as floats, `0 <= key` and
 * `(key + 1) n <= 2²⁴`: sorted keys, and `perm` and its inverse (int32) with `sorted[i] = keys[perm[i]]`.
 *
 * The position is packed under the key, so ties cannot be and every provider gives the same order.
 */
export function sortByKey(keys: Tensor): {
  readonly keys: Tensor;
  readonly perm: Tensor;
  readonly inverse: Tensor;
} {
  const n = keys.shape.at(-1)!;
  const places = iota(n, "float32");
  const { quotient, remainder } = divided(sort(add(mul(keys, n), places)), n);
  const perm = cast(remainder, "int32");
  const inverse = scatterElements(zeros(keys.shape), perm, expand(places, keys.shape), -1);
  return { keys: quotient, perm, inverse: cast(inverse, "int32") };
}

/** Integers below 2²⁴ by `n`, exactly, though the first guess may be one off. */
function divided(x: Tensor, n: number): { readonly quotient: Tensor; readonly remainder: Tensor } {
  const guess = floor(mul(x, 1 / n));
  const rest = sub(x, mul(guess, n));
  const excess = sub(cast(less(rest, 0), "float32"), cast(greater(rest, n - 1), "float32"));
  return { quotient: sub(guess, excess), remainder: add(rest, mul(excess, n)) };
}
