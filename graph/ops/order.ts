import { ShapeError } from "../errors.ts";
import { axisOf, withAxis } from "../shape.ts";
import { show, type Tensor } from "../tensor.ts";
import { buildAll, iota } from "./build.ts";
import { add, floor, mul, neg, sub } from "./elementwise.ts";
import { gather } from "./gather.ts";
import { reshape } from "./layout.ts";
import { reduceMax } from "./reduce.ts";
import { cast, equal, where } from "./select.ts";

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
 * Stable ascending order along the last axis of integer keys `[..., n]` given as floats, 0 <= key < 2²⁴ / n: sorted
 * keys, and `perm` and its inverse (int32) with `sorted[i] = keys[perm[i]]`.
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
  const packed = sort(add(mul(keys, n), places));
  const sorted = floor(mul(add(packed, 0.5), 1 / n));
  const perm = sub(packed, mul(sorted, n));
  const pairs = sort(add(mul(perm, n), places));
  const inverse = sub(pairs, mul(floor(mul(add(pairs, 0.5), 1 / n)), n));
  return { keys: sorted, perm: cast(perm, "int32"), inverse: cast(inverse, "int32") };
}

/**
 * Rows of `x [..., n, d]` in the order `perm [..., m]` (int32, along the n axis); the leading axes are equal.
 * One flat gather: indices are not repeated over d.
 */
export function permuteRows(x: Tensor, perm: Tensor): Tensor {
  const [n, d] = x.shape.slice(-2) as [number, number];
  const m = perm.shape.at(-1)!;
  const rows = reshape(x, [-1, d]);
  const blocks = rows.shape[0]! / n;
  const offsets = reshape(mul(iota(blocks), n), [blocks, 1]);
  const flat = reshape(add(reshape(perm, [blocks, m]), offsets), [-1]);
  return reshape(gather(rows, flat), [...x.shape.slice(0, -2), m, d]);
}
