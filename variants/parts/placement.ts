/**
 * Rows of a sequence that stand in several places of a longer list: spread out over it, or added up from it. Each is
 * the gradient of the other, and both are a gather: nothing is scattered.
 */
import { ops, type Tensor } from "../../graph/index.ts";

export interface Placement {
  /** `[.., c n]` int32: which of the n rows stands at each place. */
  readonly rows: Tensor;
  /** `[.., c, n]` int32: the c places where each row stands. */
  readonly places: Tensor;
}

/** `x [.., n, d] → [.., c n, d]`: the row of each place. */
export const spread = (x: Tensor, placement: Placement): Tensor =>
  ops.customGradient([x], [rowsOf(x, placement)], ([dy]) => [sums(dy!, placement)])[0]!;

/** `y [.., c n, d] → [.., n, d]`: the sum over the places of each row. */
export const collect = (y: Tensor, placement: Placement): Tensor =>
  ops.customGradient([y], [sums(y, placement)], ([dx]) => [rowsOf(dx!, placement)])[0]!;

const rowsOf = (x: Tensor, { rows }: Placement): Tensor => ops.permuteRows(x, rows);

function sums(y: Tensor, { places }: Placement): Tensor {
  const [lead, [c, n]] = [places.shape.slice(0, -2), places.shape.slice(-2) as [number, number]];
  const parts = ops.permuteRows(y, ops.reshape(places, [...lead, c * n]));
  return ops.reduceSum(ops.reshape(parts, [...lead, c, n, -1]), -3, false);
}
