/**
 * Softmax attention over given keys, with the gradient written out.
 *
 *     P = softmax(q kᵀ / √d + bias)     y = P v
 *     v̄ = Pᵀ ȳ     s̄ = P ⊙ (ȳ vᵀ − δ)     δ = Σ ȳ ⊙ y     q̄ = s̄ k / √d     k̄ = s̄ᵀ q / √d
 *
 * The row sums of P̄ ⊙ P are those of ȳ ⊙ y, [.., n, d] in place of [.., n, m], and both the bias and δ ride in the
 * matrix products as one more feature: what is left of passes over [.., n, m] is one softmax and one product. Large
 * score matrices are worked off one by one, so that P alone is kept whole: of scores and cotangents one exists at a time.
 */
import { ops, type Shape, sizeOf, type Tensor } from "../../graph/index.ts";

/** Added to scores of keys that must not be seen. Finite, so that a row without any key gives no NaN. */
const hidden = -1e9;

/** Scores of one head from which on a block of its own pays: half a MiB, what a core's own cache holds. */
const largeMatrix = 2 ** 17;

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
  const scaled = ops.mul(q, 1 / Math.sqrt(q.shape.at(-1)!));
  const [queries, keys] = [withOnes(scaled), withColumn(k, ops.mul(ops.sub(1, mask), hidden))];
  const whole = ops.softmax(ops.matmul(queries, keys, { transB: true }));
  const dropped = dropout(whole);
  return dropped === whole ? inBlocks(scaled, k, v, queries, keys) : ops.matmul(dropped, v);
}

/**
 * `softmax(queries keysᵀ) v`, as a function of the `q` and `k` that the two were made of.
 *
 * Each block's three cotangents are joined before the blocks are: a provider that works depth first, as they do, then
 * finishes a block before it begins the next.
 */
function inBlocks(q: Tensor, k: Tensor, v: Tensor, queries: Tensor, keys: Tensor): Tensor {
  const [n, m] = [q.shape.at(-2)!, k.shape.at(-2)!];
  const ranges = blocksOf([...q.shape.slice(0, -1), m]);
  const blocks = (x: Tensor) => ranges.map(([start, end]) => ops.slice(stacked(x), 0, start, end));
  const [Q, K, V, Qb, Kb] = [q, k, v, queries, keys].map(blocks);
  const P = ranges.map((_, i) => ops.softmax(ops.matmul(Qb![i]!, Kb![i]!, { transB: true })));
  const whole = ops.concat(
    P.map((p, i) => ops.matmul(p, V![i]!)),
    0,
  );
  const y = ops.reshape(whole, q.shape);
  const backward = ([dy]: readonly Tensor[]): readonly Tensor[] => {
    const delta = ops.reduceSum(ops.mul(dy!, y), -1, false);
    const [dY, dYb, Vb] = [dy!, withColumn(dy!, ops.neg(delta)), withOnes(v)].map(blocks);
    const parts = P.map((p, i) => {
      const dS = ops.mul(p, ops.matmul(dYb![i]!, Vb![i]!, { transB: true }));
      const dq = ops.matmul(dS, K![i]!);
      const dk = ops.matmul(dS, Q![i]!, { transA: true });
      return [dq, dk, ops.matmul(p, dY![i]!, { transA: true })];
    });
    const [dq, dk, dv] = parts.length === 1 ? parts[0]! : acrossBlocks(parts, [n, m, m]);
    return [ops.reshape(dq!, q.shape), ops.reshape(dk!, k.shape), ops.reshape(dv!, v.shape)];
  };
  return ops.customGradient([q, k, v], [y], backward)[0]!;
}

const acrossBlocks = (parts: readonly (readonly Tensor[])[], rows: readonly number[]) =>
  ops.split(
    ops.concat(
      parts.map((part) => ops.concat(part, 1)),
      0,
    ),
    1,
    rows,
  );

/** Ranges of the leading axes, as one axis: large matrices of scores one by one, small ones all together. */
function blocksOf(scores: Shape): readonly (readonly [start: number, end: number])[] {
  const count = sizeOf(scores.slice(0, -2));
  if (sizeOf(scores.slice(-2)) < largeMatrix) return [[0, count]];
  return Array.from({ length: count }, (_, i) => [i, i + 1]);
}

/** All leading axes as one. */
const stacked = (x: Tensor): Tensor => ops.reshape(x, [-1, ...x.shape.slice(-2)]);

/** One more feature, equal to 1. */
const withOnes = (x: Tensor): Tensor => ops.pad(x, -1, 0, 1, 1);

/** One more feature, whose values `column [.., n]` broadcasts to. */
const withColumn = (x: Tensor, column: Tensor): Tensor =>
  ops.concat(
    [x, ops.expand(ops.reshape(column, [...column.shape, 1]), [...x.shape.slice(0, -1), 1])],
    -1,
  );
