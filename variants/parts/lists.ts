/**
 * Softmax attention over several lists of keys at once, each in the layout in which its scores are few large products.
 *
 *     E_l = e^{q k_lᵀ / √d + bias_l − μ}     z = Σ_l Σ E_l     y = Σ_l (E_l ⊙ D_l) v_l / z     μ = the largest score
 *     v̄_l = (E_l ⊙ D_l)ᵀ ȳ'     s̄_l = E_l ⊙ (D_l ⊙ ȳ' v_lᵀ − δ')     ȳ' = ȳ / z     δ' = Σ ȳ' ⊙ y
 *
 * Sums by query go from one layout to another, scores never do. Dropout is that of `attend`, with E for P.
 */
import { ops, type Tensor } from "../../graph/index.ts";
import {
  type Attention,
  biasOf,
  signed,
  throughDropout,
  withColumn,
  withOnes,
} from "./attention.ts";
import type { Layout } from "./blocks.ts";

/** Keys for the queries as `layout` lays them out. */
export interface KeyList extends Pick<Attention, "k" | "v" | "mask" | "sees"> {
  readonly layout: Layout;
}

/** `dropout(softmax(q kᵀ / √d)) v` over the keys of all lists: `[b, h, n, d]`. A key in two lists counts twice. */
export function attendToLists(
  q: Tensor,
  lists: readonly KeyList[],
  dropout: Attention["dropout"],
): Tensor {
  const { rate } = dropout;
  const scaled = ops.mul(q, 1 / Math.sqrt(q.shape.at(-1)!));
  const values = lists.map(({ v }) => (rate === 0 ? v : ops.mul(v, 2 / (1 - rate))));
  return inLayouts(scaled, lists, values, dropout);
}

/** As a function of `q`, the keys of `lists`, and `values` in place of theirs. */
function inLayouts(
  q: Tensor,
  lists: readonly KeyList[],
  values: readonly Tensor[],
  dropout: Attention["dropout"],
): Tensor {
  const { rate } = dropout;
  const restored = (parts: readonly Tensor[]) => parts.map((x, l) => lists[l]!.layout.restore(x));
  const total = (parts: readonly Tensor[]) => restored(parts).reduce((sum, x) => ops.add(sum, x));
  const scores = lists.map((list) => scoresOf(q, list));
  const tops = restored(scores.map((s) => ops.reduceMax(s, -1)));
  const top = tops.reduce((most, x) => ops.maximum(most, x));
  const E = scores.map((s, l) => ops.exp(ops.sub(s, lists[l]!.layout.arrange(top))));
  const z = total(E.map((e) => ops.reduceSum(e, -1)));
  const S = rate === 0 ? E : E.map((e) => signed([e], dropout)[0]!);
  const sums = S.map((s, l) => ops.matmul(rate === 0 ? s : ops.relu(s), values[l]!));
  const y = ops.div(total(sums), z);
  const backward = ([dy]: readonly Tensor[]): readonly Tensor[] => {
    const dY = ops.div(dy!, z);
    const delta = ops.reduceSum(ops.mul(dY, y), -1, false);
    const dYb = withColumn(dY, ops.mul(delta, rate === 0 ? -1 : -4));
    const twice = ops.mul(ops.reshape(delta, [...delta.shape, 1]), 2);
    const parts = lists.map(({ k, layout: { arrange } }, l) => {
      const s = S[l]!;
      const g = ops.matmul(arrange(dYb), withOnes(values[l]!), { transB: true });
      const [p, dS] = rate === 0 ? [s, ops.mul(s, g)] : throughDropout(s, g, arrange(twice));
      return {
        dq: ops.matmul(dS, k),
        dk: ops.matmul(dS, arrange(q), { transA: true }),
        dv: ops.matmul(p, arrange(dY), { transA: true }),
      };
    });
    const dq = total(parts.map((part) => part.dq));
    return [dq, ...parts.map((part) => part.dk), ...parts.map((part) => part.dv)];
  };
  return ops.customGradient([q, ...lists.map(({ k }) => k), ...values], [y], backward)[0]!;
}

function scoresOf(q: Tensor, { k, mask, sees, layout }: KeyList): Tensor {
  const keys = withColumn(k, biasOf(mask));
  const scores = ops.matmul(withOnes(layout.arrange(q)), keys, { transB: true });
  return sees ? ops.add(scores, biasOf(sees)) : scores;
}
