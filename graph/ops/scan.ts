import { ShapeError } from "../errors.ts";
import { axisOf, sameShape } from "../shape.ts";
import { show, type Tensor } from "../tensor.ts";
import { add, mul } from "./elementwise.ts";
import { pad, slice } from "./layout.ts";

/**
 * The linear recurrence `y_t = a_t y_{t-1} + x_t`, `y_{-1} = 0`, along `axis`, in ⌈log₂ n⌉ rounds of element-wise ops.
 * `a` and `x` have one shape. Hillis & Steele 1986: `Loop` and `Scan` have no kernel on WebGPU.
 */
export function scan(a: Tensor, x: Tensor, axis: number): Tensor {
  if (!sameShape(a.shape, x.shape)) {
    throw new ShapeError(`scan: a and x must have one shape: got ${show(a)} and ${show(x)}.`);
  }
  const n = x.shape[axisOf("scan", x, axis)]!;
  let [decay, y] = [a, x];
  for (let reach = 1; reach < n; reach *= 2) {
    y = add(y, mul(decay, shifted(y, axis, reach, 0)));
    decay = mul(decay, shifted(decay, axis, reach, 1));
  }
  return y;
}

/**
 * Running sums along `axis` that begin anew wherever `starts` is 1 (elsewhere 0): sums within segments of a sorted
 * sequence. `starts` and `x` have one shape.
 */
export const segmentSum = (x: Tensor, starts: Tensor, axis: number): Tensor =>
  scan(add(mul(starts, -1), 1), x, axis);

const shifted = (x: Tensor, axis: number, by: number, fill: number): Tensor =>
  pad(slice(x, axis, 0, x.shape.at(axis)! - by), axis, by, 0, fill);
