/**
 * Softmax attention over given keys, with the gradient written out.
 *
 *     P = softmax(q kᵀ / √d + bias)     y = P v
 *     v̄ = Pᵀ ȳ     s̄ = P ⊙ (ȳ vᵀ − δ)     δ = Σ ȳ ⊙ y     q̄ = s̄ k / √d     k̄ = s̄ᵀ q / √d
 *
 * The row sums of P̄ ⊙ P are those of ȳ ⊙ y, [.., n, d] in place of [.., n, m], and both the bias and δ ride in the
 * matrix products as one more feature: what is left of passes over [.., n, m] is one softmax and one product.
 */
import { ops, type Tensor } from "../../graph/index.ts";

/** Added to scores of keys that must not be seen. Finite, so that a row without any key gives no NaN. */
const hidden = -1e9;

export interface Attention {
  /** `[.., n, d]` */
  readonly q: Tensor;
  /** `[.., m, d]` */
  readonly k: Tensor;
  readonly v: Tensor;
  /** `[.., m]`, broadcasting over the leading axes of `k`: 1 on keys to be seen, 0 on the others. */
  readonly mask: Tensor;
  /** Applied to the probabilities. */
  readonly dropout: (p: Tensor) => Tensor;
}

/** `softmax(q kᵀ / √d) v` over the keys that `mask` shows: `[.., n, d]`. */
export function attend({ q, k, v, mask, dropout }: Attention): Tensor {
  const d = q.shape.at(-1)!;
  const scaled = ops.mul(q, 1 / Math.sqrt(d));
  const bias = ops.mul(ops.sub(1, mask), hidden);
  const P = ops.softmax(ops.matmul(withOnes(scaled), withColumn(k, bias), { transB: true }));
  const dropped = dropout(P);
  if (dropped !== P) return ops.matmul(dropped, v);
  const y = ops.matmul(P, v);
  const backward = ([dy]: readonly Tensor[]) => {
    const delta = ops.reduceSum(ops.mul(dy!, y), -1, false); // [.., n]
    const dP = ops.matmul(withColumn(dy!, ops.neg(delta)), withOnes(v), { transB: true });
    const dS = ops.mul(P, dP);
    return [
      ops.matmul(dS, k),
      ops.matmul(dS, scaled, { transA: true }),
      ops.matmul(P, dy!, { transA: true }),
    ];
  };
  return ops.customGradient([scaled, k, v], [y], backward)[0]!;
}

/** One more feature, equal to 1. */
const withOnes = (x: Tensor): Tensor => ops.pad(x, -1, 0, 1, 1);

/** One more feature, whose values `column [.., n]` broadcasts to. */
const withColumn = (x: Tensor, column: Tensor): Tensor => {
  const shape = [...x.shape.slice(0, -1), 1];
  return ops.concat([x, ops.expand(ops.reshape(column, [...column.shape, 1]), shape)], -1);
};
