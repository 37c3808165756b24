import { ShapeError } from "../errors.ts";
import { broadcastShapes } from "../shape.ts";
import { show, type Tensor } from "../tensor.ts";
import { build } from "./build.ts";

/**
 * `a [..., n, k] · b [..., k, m] → [..., n, m]`. Leading axes broadcast. `transA` reads `a` as `[..., k, n]`, `transB`
 * reads `b` as `[..., m, k]`: no transposed copy is made where the provider can avoid it.
 */
export function matmul(
  a: Tensor,
  b: Tensor,
  { transA = false, transB = false }: { readonly transA?: boolean; readonly transB?: boolean } = {},
): Tensor {
  const [rows, inner] = lastTwo(a, transA);
  const [inner2, columns] = lastTwo(b, transB);
  const lead = broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2));
  if (rows === undefined || columns === undefined || inner !== inner2 || !lead) {
    const needs = `[..., ${transA ? "k, n" : "n, k"}] and [..., ${transB ? "m, k" : "k, m"}]`;
    const wouldFit = lead && inner !== undefined && inner === columns;
    const hint = wouldFit ? ` Did you mean ${transB ? "matmul without transB" : "transB"}?` : "";
    throw new ShapeError(`matmul: need ${needs}: got ${show(a)} and ${show(b)}.${hint}`);
  }
  return build("MatMul", [a, b], { transA, transB }, [...lead, rows, columns]);
}

/** Rows and columns as the product sees them; `undefined` when there are fewer than two axes. */
function lastTwo(x: Tensor, swapped: boolean): readonly [number | undefined, number | undefined] {
  if (x.shape.length < 2) return [undefined, undefined];
  const [n, m] = x.shape.slice(-2) as [number, number];
  return swapped ? [m, n] : [n, m];
}
