/**
 * Means of values weighted by a product of features — Katharopoulos et al. 2020, arXiv 2006.16236, eq. 5.
 *
 *     y_i = φ(q_i)ᵀ Σ_j φ(k_j) v_jᵀ / (φ(q_i)ᵀ Σ_j φ(k_j) + ε)
 */
import { ops, type Tensor } from "../../graph/index.ts";

/** Of the authors' code: the paper writes none. */
const epsilon = 1e-6;

/** Over the keys of the mask `[b, n]`: features `Q, K [b, h, n, f]` and values `v [b, h, n, d]` to `[b, h, n, d]`. */
export function kernelMean(Q: Tensor, K: Tensor, v: Tensor, mask: Tensor): Tensor {
  const [b, n] = mask.shape as [number, number];
  const V = ops.mul(v, ops.reshape(mask, [b, 1, n, 1]));
  const S = ops.matmul(K, V, { transA: true }); // [b, h, f, d]
  const Z = ops.matmul(ops.reshape(mask, [b, 1, 1, n]), K); // [b, h, 1, f]
  return ops.div(ops.matmul(Q, S), ops.add(ops.matmul(Q, Z, { transB: true }), epsilon));
}

/** φ(x) = elu(x) + 1, whose slope, e^x below zero and 1 above, is min(φ, 1). */
export function positive(x: Tensor): Tensor {
  const phi = ops.add(ops.elu(x), 1);
  return ops.customGradient([x], [phi], ([dy]) => [ops.mul(dy!, ops.minimum(phi, 1))])[0]!;
}
