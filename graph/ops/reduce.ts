import { axisOf } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { nameOf } from "../types.ts";
import { build } from "./build.ts";
import { stopGradient } from "./custom.ts";
import { add, exp, log, sub } from "./elementwise.ts";

/** Reductions keep the reduced axes, of length 1, unless `keep` is false; without `axes` everything is reduced. */
export const reduceSum = (x: Tensor, axes?: Axes, keep = true): Tensor =>
  reduce("ReduceSum", x, axes, keep);
export const reduceMean = (x: Tensor, axes?: Axes, keep = true): Tensor =>
  reduce("ReduceMean", x, axes, keep);
/** The gradient is shared equally among equal maxima. */
export const reduceMax = (x: Tensor, axes?: Axes, keep = true): Tensor =>
  reduce("ReduceMax", x, axes, keep);

/** `log Σ e^x` along `axis`, which stays with length 1; the maximum is taken out first, so it cannot overflow. */
export function logSumExp(x: Tensor, axis = -1): Tensor {
  const top = stopGradient(reduceMax(x, axis));
  return add(log(reduceSum(exp(sub(x, top)), axis)), top);
}

/** Running sum along `axis`; `exclusive` leaves each element out of its own sum, `reverse` runs from the end. */
export const cumSum = (
  x: Tensor,
  axis: number,
  {
    exclusive = false,
    reverse = false,
  }: { readonly exclusive?: boolean; readonly reverse?: boolean } = {},
): Tensor => build("CumSum", [x], { axis: axisOf("cumSum", x, axis), exclusive, reverse }, x.shape);

type Axes = number | readonly number[];

function reduce(
  op: "ReduceSum" | "ReduceMean" | "ReduceMax",
  x: Tensor,
  which: Axes | undefined,
  keepdims: boolean,
): Tensor {
  const named = which === undefined ? x.shape.keys() : typeof which === "number" ? [which] : which;
  const axes = [...new Set(Array.from(named, (axis) => axisOf(nameOf(op), x, axis)))].sort(
    (a, b) => a - b,
  );
  if (axes.length === 0) return x;
  const shape = x.shape.flatMap((n, axis) => (axes.includes(axis) ? (keepdims ? [1] : []) : [n]));
  return build(op, [x], { axes, keepdims }, shape);
}
