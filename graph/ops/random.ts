import { ShapeError } from "../errors.ts";
import { type Shape, show, sizeOf, type Tensor } from "../tensor.ts";
import { add, floor, mul, sub } from "./elementwise.ts";
import { reshape } from "./layout.ts";
import { less, where } from "./select.ts";

/**
 * Rows and columns of the table that `noise` fills for this shape: how many random numbers it needs. The rows are a multiple
 * of the first length, so that each part of the first axis has rows of its own.
 */
export function noiseSize(shape: Shape): readonly [rows: number, columns: number] {
  const size = sizeOf(shape);
  const cuts = shape.map((_, axis) => sizeOf(shape.slice(0, axis + 1)));
  const rows = cuts.reduce(
    (best, n) => (n + size / n < best + size / best ? n : best),
    cuts[0] ?? 1,
  );
  return [rows, size / rows];
}

/**
 * Uniform numbers in [0, 1) of any shape, from few: `rows [r]` and `columns [c]`, uniform in [0, 1), of `noiseSize`.
 *
 *     u_ij = frac(2¹² (1 + r_i) (1 + c_j))
 *
 * Any three corners of a rectangle of the table say nothing about the fourth, since the whole parts are lost; products
 * are rounded alike on every provider, so the numbers are the same bits everywhere. Resolution: 2⁻¹⁰.
 */
export function noise(rows: Tensor, columns: Tensor, shape: Shape): Tensor {
  const [r, c] = [sizeOf(rows.shape), sizeOf(columns.shape)];
  if (r * c !== sizeOf(shape)) {
    throw new ShapeError(
      `noise: need ${noiseSize(shape).join(" rows and ")} columns: got ${show(rows)} and ${show(columns)}.`,
    );
  }
  const left = mul(add(rows, 1), 2 ** 12);
  const scaled = mul(reshape(left, [r, 1]), reshape(add(columns, 1), [1, c]));
  return reshape(sub(scaled, floor(scaled)), shape);
}

/** `x / (1 - rate)` where `uniform` is not below `rate`, else 0. Srivastava et al. 2014. */
export function dropout(x: Tensor, rate: number, uniform: Tensor): Tensor {
  if (!(rate >= 0 && rate < 1))
    throw new ShapeError(`dropout: rate must lie in [0, 1): got ${rate}.`);
  return rate === 0 ? x : where(less(uniform, rate), 0, mul(x, 1 / (1 - rate)));
}
