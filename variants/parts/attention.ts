/**
 * Softmax attention over given keys, with the gradient written out.
 *
 *     P = softmax(q kᵀ / √d + bias)     y = (P ⊙ D) v     D = 0 where dropout drops, 1 / (1 − rate) elsewhere
 *     v̄ = (P ⊙ D)ᵀ ȳ     s̄ = P ⊙ (D ⊙ ȳ vᵀ − δ)     δ = Σ ȳ ⊙ y     q̄ = s̄ k / √d     k̄ = s̄ᵀ q / √d
 *
 * The row sums of P̄ ⊙ P are those of ȳ ⊙ y, [.., n, d] in place of [.., n, m], and both the bias and δ ride in the
 * matrix products as one more feature: what is left of passes over [.., n, m] is one softmax and one product. Large
 * score matrices are worked off in blocks, so that P alone is kept whole: of scores and cotangents there is one block at
 * a time.
 *
 * With dropout, S = ±P / 2 is kept in place of P, negative where it is dropped. With u = 2 v / (1 − rate),
 *
 *     y = max(S, 0) u     ū = max(S, 0)ᵀ ȳ     s̄ = max(S, 0) ⊙ (ȳ uᵀ − 4 δ) + S ⊙ 2 δ
 *
 * There is no choice by element in it: providers take several times as long for one as for a product.
 */
import { ops, type Tensor } from "../../graph/index.ts";
import type { Dropout } from "../variant.ts";
import { cutScores } from "./score-blocks.ts";

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
  /** `[n, m]`, for all leading axes: 1 where a query sees a key, 0 elsewhere. Left out, every query sees every key. */
  readonly sees?: Tensor;
  /** Of the probabilities. */
  readonly dropout: Pick<Dropout, "rate" | "mask">;
}

/** `dropout(softmax(q kᵀ / √d)) v` over the keys that `mask` and `sees` show: `[.., n, d]`. */
export function attend({ q, k, v, mask, sees, dropout }: Attention): Tensor {
  const scaled = ops.mul(q, 1 / Math.sqrt(q.shape.at(-1)!));
  const biased = withColumn(k, biasOf(mask));
  const values = dropout.rate === 0 ? v : ops.mul(v, 2 / (1 - dropout.rate));
  return inBlocks(scaled, k, values, biased, sees ? biasOf(sees) : null, dropout);
}

/** 0 where `shown` is 1, as good as −∞ where it is 0. */
export const biasOf = (shown: Tensor): Tensor => ops.mul(ops.sub(1, shown), hidden);

/**
 * `softmax(q kᵀ + bias) v`, or `max(S, 0) v` with dropout, as a function of `q`, `k` and `v`; `biased` is `k` with the
 * bias as one more feature, `bias [n, m]` what else is to be added to the scores.
 */
function inBlocks(
  q: Tensor,
  k: Tensor,
  v: Tensor,
  biased: Tensor,
  bias: Tensor | null,
  dropout: Attention["dropout"],
): Tensor {
  const { rate } = dropout;
  const blocks = cutScores([...q.shape.slice(0, -1), k.shape.at(-2)!]);
  const [Q, Qb] = [q, withOnes(q)].map(blocks.ofQueries);
  const [K, V, Kb] = [k, v, biased].map(blocks.ofKeys);
  const biases = bias && blocks.ofMatrix(bias);
  const P = Qb!.map((queries, i) => {
    const scores = ops.matmul(queries, Kb![i]!, { transB: true });
    return ops.softmax(biases ? ops.add(scores, biases[i]!) : scores);
  });
  const S = rate === 0 ? P : signed(P, dropout);
  const whole = ops.concat(
    S.map((s, i) => ops.matmul(rate === 0 ? s : ops.relu(s), V![i]!)),
    0,
  );
  const y = ops.reshape(whole, q.shape);
  const backward = ([dy]: readonly Tensor[]): readonly Tensor[] => {
    const delta = ops.reduceSum(ops.mul(dy!, y), -1, false);
    const column = rate === 0 ? ops.neg(delta) : ops.mul(delta, -4);
    const twos = ops.reshape(ops.mul(delta, 2), [...delta.shape, 1]);
    const [dY, dYb, twice] = [dy!, withColumn(dy!, column), twos].map(blocks.ofQueries);
    const Vb = blocks.ofKeys(withOnes(v));
    const parts = S.map((s, i) => {
      const g = ops.matmul(dYb![i]!, Vb[i]!, { transB: true });
      const [p, dS] = rate === 0 ? [s, ops.mul(s, g)] : throughDropout(s, g, twice![i]!);
      const dq = ops.matmul(dS, K![i]!);
      const dk = ops.matmul(dS, Q![i]!, { transA: true });
      return [dq, dk, ops.matmul(p, dY![i]!, { transA: true })] as const;
    });
    const [dq, dk, dv] = blocks.joined(parts);
    return [ops.reshape(dq, q.shape), ops.reshape(dk, k.shape), ops.reshape(dv, v.shape)];
  };
  return ops.customGradient([q, k, v], [y], backward)[0]!;
}

/** Blocks of P to those of S. */
export function signed(P: readonly Tensor[], dropout: Attention["dropout"]): readonly Tensor[] {
  const lengths = P.map((p) => p.shape[0]!);
  const count = lengths.reduce((sum, length) => sum + length);
  return dropout
    .mask([count, ...P[0]!.shape.slice(1)], lengths)
    .map((isDropped, i) => ops.mul(P[i]!, ops.sub(0.5, ops.cast(isDropped, "float32"))));
}

/**
 * max(S, 0) and s̄, from S, ȳ uᵀ − 4 δ and 2 δ. A maximum where the forward pass has a relu: of two equal nodes the provider
 * makes one, and would keep its result from one pass to the other.
 */
export function throughDropout(
  s: Tensor,
  g: Tensor,
  twice: Tensor,
): readonly [p: Tensor, dS: Tensor] {
  const p = ops.maximum(s, 0);
  return [p, ops.add(ops.mul(p, g), ops.mul(s, twice))];
}

/** One more feature, equal to 1. */
export const withOnes = (x: Tensor): Tensor =>
  ops.concat([x, ops.ones([...x.shape.slice(0, -1), 1])], -1);

/** One more feature, whose values `column [.., n]` broadcasts to. */
export const withColumn = (x: Tensor, column: Tensor): Tensor =>
  ops.concat(
    [x, ops.expand(ops.reshape(column, [...column.shape, 1]), [...x.shape.slice(0, -1), 1])],
    -1,
  );
