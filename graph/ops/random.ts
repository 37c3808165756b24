import { ShapeError } from "../errors.ts";
import { type Shape, show, sizeOf, type Tensor } from "../tensor.ts";
import { add, mul } from "./elementwise.ts";
import { reshape } from "./layout.ts";
import { cast, less, where } from "./select.ts";

/**
 * Rows and columns of the table that `dropMask` fills for this shape: how many random numbers it needs. The rows are a
 * multiple of the first length, so that each part of the first axis has rows of its own.
 */
export function dropMaskSize(shape: Shape): readonly [rows: number, columns: number] {
  const size = sizeOf(shape);
  const cuts = shape.map((_, axis) => sizeOf(shape.slice(0, axis + 1)));
  const rows = cuts.reduce(
    (best, n) => (n + size / n < best + size / best ? n : best),
    cuts[0] ?? 1,
  );
  return [rows, size / rows];
}

/** φ: the odd number next to 2³² over the golden ratio, as int32: products with it differ in their high bits. Knuth, TAOCP 6.4. */
const golden = -1640531535;

/**
 * Of any shape, bool: true with probability `rate`. Drawn from few numbers: `rows [r]` and `columns [c]`, uniform in
 * [0, 1), of `dropMaskSize`. With these as odd integers,
 *
 *     p_ij = φ (2 ⌊2²⁴ r_i⌋ + 1) (2 ⌊2²⁴ c_j⌋ + 1) mod 2³² < 2³² (rate − 1/2)     −2³¹ ≤ p < 2³¹
 *
 * Of a product the mask keeps one comparison, so three corners of a rectangle of it tell nothing about the fourth. Rows are
 * alike where their odd numbers have a ratio of small ones, about one pair in a million. Products of int32 wrap on every
 * provider, so the mask is the same everywhere. A product and a comparison are all that passes over it.
 */
export function dropMask(rows: Tensor, columns: Tensor, rate: number, shape: Shape): Tensor {
  wantRate("dropMask", rate);
  const [r, c] = [sizeOf(rows.shape), sizeOf(columns.shape)];
  if (r * c !== sizeOf(shape)) {
    throw new ShapeError(
      `dropMask: need ${dropMaskSize(shape).join(" rows and ")} columns: got ${show(rows)} and ${show(columns)}.`,
    );
  }
  const left = reshape(mul(oddOf(rows), golden), [r, 1]);
  const products = mul(left, reshape(oddOf(columns), [1, c]));
  return reshape(less(products, Math.round(2 ** 32 * (rate - 0.5))), shape);
}

const oddOf = (uniform: Tensor): Tensor => add(mul(cast(mul(uniform, 2 ** 24), "int32"), 2), 1);

/** `x / (1 - rate)`, and 0 where `isDropped`. Srivastava et al. 2014. */
export function dropout(x: Tensor, rate: number, isDropped: Tensor): Tensor {
  wantRate("dropout", rate);
  return rate === 0 ? x : where(isDropped, 0, mul(x, 1 / (1 - rate)));
}

function wantRate(op: string, rate: number): void {
  if (!(rate >= 0 && rate < 1))
    throw new ShapeError(`${op}: rate must lie in [0, 1): got ${rate}.`);
}
