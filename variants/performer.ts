/**
 * Performer — Choromanski et al. 2020, arXiv 2009.14794, eq. 4 and 5, lemma 1.
 *
 *     y_i = φ(q_i)ᵀ Σ_j φ(k_j) v_jᵀ / φ(q_i)ᵀ Σ_j φ(k_j)
 *
 *     softmax:  φ(x) = exp(ω x̃ − ‖x̃‖²/2 − c) + ε      x̃ = x / d^{1/4}      ω ∈ ℝ^{m×d}
 *     relu:     φ(x) = max(ω x̃, 0) + ε
 *
 * The rows of ω are normal, and orthogonal d at a time; all heads of a layer share them. The stabiliser c is the largest
 * ω x̃: of its own token for a query, of all real tokens of its head and example for a key. The paper's factor m^{-1/2}
 * cancels.
 *
 * Exact limit: with ε = 0 it is softmax attention for m → ∞, the mean error falling as m^{-1/2}; at any m it is
 * attention with the similarity φ(q)ᵀφ(k), summed in another order, however long q and k are.
 *
 * Deviations: c and ε are those of the authors' code, 1e-4 for softmax features and 1e-3 for ReLU ones; the paper leaves
 * them open. No gradient flows through c. Under such an ε, y hardly depends on long queries: with 1024 tokens, d = 16
 * and m = 256, other queries change y by 86 % where q and k are normal, by 4 % where they are 1.5 times as long, by
 * 0.02 % where they are twice as long; with d = 32 by 53 %, 0.2 % and 1e-6 (medians over draws). With ε = 0 factors of a
 * query or of a feature cancel, and c is another: the largest exponent of a feature's keys, ‖k̃‖²/2 included, goes over
 * to the queries, and of theirs the largest is taken off. No attention dropout: there are no probabilities to drop.
 *
 * Defects avoided: padded keys have no features, not those of a zero vector, and no say in c; no maximum is taken over
 * heads or examples; ω is drawn anew in training only.
 */
import { z } from "zod";
import { ops, type Tensor } from "../graph/index.ts";
import { biasOf } from "./parts/attention.ts";
import { count } from "./parts/options.ts";
import { defineVariant } from "./variant.ts";

/** Of the authors' code, by kernel. */
const defaultEpsilon = { softmax: 1e-4, relu: 1e-3 };

/** Smaller ones would be too small for their squares to be divided by. */
const leastEpsilon = 1e-10;

/** Below every sum of weights but those of ReLU features without ε, which can vanish, and of no keys at all. */
const tiny = leastEpsilon ** 2;

export const performer = defineVariant({
  title: "Performer",
  year: 2020,
  paper: "arXiv 2009.14794, eq. 4 and 5",
  options: z.strictObject({
    nb_features: count.default(256).describe("random features: m; 256 as in the authors' code"),
    kernel: z
      .enum(["softmax", "relu"])
      .default("softmax")
      .describe("what features estimate: softmax, or the ReLU kernel of generalised attention"),
    epsilon: z
      .union([z.literal(0), z.number().min(leastEpsilon)])
      .nullable()
      .default(null)
      .describe("added to every feature: ε; null for 1e-4 (softmax) or 1e-3 (relu)"),
    redraw_interval: z
      .number()
      .int()
      .nonnegative()
      .default(1000)
      .describe("training steps after which features are drawn anew; 0 for never"),
  }),
  cost: () => ({ text: "n m d", exponent: 1 }),
  mix: (x, layer) =>
    layer.heads(x, ({ q, k, v }) => {
      const { b, n, d } = layer.size;
      const { nb_features: m, kernel, redraw_interval } = layer.options;
      const epsilon = layer.options.epsilon ?? defaultEpsilon[kernel];
      const omega = layer.state("features", [m, d], { kind: "orthogonal" }, redraw_interval).value;
      const mask = ops.reshape(layer.mask, [b, 1, n, 1]);
      const queries = ops.mul(q, d ** -0.25);
      const keys = ops.mul(k, ops.mul(mask, d ** -0.25));
      const [Q, K] =
        kernel === "relu"
          ? [rectified(queries, omega), rectified(keys, omega)]
          : epsilon === 0
            ? ratioExponentials(queries, keys, omega, mask)
            : [exponentials(queries, omega), exponentials(keys, omega, mask)];
      return weightedMean(Q, K, v, mask, epsilon);
    }),
});

/** `max(ω x, 0)`, `x [.., n, d] → [.., n, m]`: zeros where `x` is masked. */
const rectified = (x: Tensor, omega: Tensor): Tensor =>
  ops.relu(ops.matmul(x, omega, { transB: true }));

/**
 * `e^{ω x − ‖x‖²/2 − c}`, `x [.., n, d] → [.., n, m]`, c a token's own; with a mask `[b, 1, n, 1]` one for all tokens that
 * it shows, and zeros at the others. The gradient at fixed c, in which ω x need not be kept:
 *
 *     g = ē ⊙ e      x̄ = g ω − x ⊙ g 1
 */
function exponentials(x: Tensor, omega: Tensor, mask: Tensor | null = null): Tensor {
  const products = ops.matmul(x, omega, { transB: true });
  const highest = ops.reduceMax(products, -1);
  const squares = ops.mul(ops.reduceSum(ops.square(x), -1), 0.5);
  const hidden = mask && biasOf(mask);
  const shift = hidden
    ? ops.sub(hidden, ops.add(squares, ops.reduceMax(ops.add(highest, hidden), -2)))
    : ops.neg(ops.add(squares, highest));
  const e = ops.exp(ops.add(products, shift));
  const d = x.shape.at(-1)!;
  return ops.customGradient([x], [e], ([de]) => {
    const sums = ops.matmul(ops.mul(de!, e), ops.pad(omega, -1, 0, 1, 1)); // g ω, g 1
    const [products, total] = ops.split(sums, -1, [d, 1]);
    return [ops.sub(products!, ops.mul(x, total!))];
  })[0]!;
}

/**
 * For ε = 0, with `a = ω q̃` and `z = ω k̃ − ‖k̃‖²/2`, exponents of queries and of keys, feature by feature f:
 *
 *     Q_if = e^{a_if + C_f − c_i}      K_jf = e^{z_jf − C_f}      C_f = max_j z_jf      c_i = max_f (a_if + C_f)
 *
 * C_f cancels in `Q Kᵀ`, and c_i, as ‖q̃‖²/2 would, in the mean. The largest term of every sum of weights is 1.
 */
function ratioExponentials(q: Tensor, k: Tensor, omega: Tensor, mask: Tensor): [Tensor, Tensor] {
  const products = (x: Tensor) => ops.matmul(x, omega, { transB: true });
  const squares = ops.mul(ops.reduceSum(ops.square(k), -1), 0.5);
  const keys = ops.add(products(k), ops.sub(biasOf(mask), squares));
  const C = ops.stopGradient(ops.reduceMax(keys, -2));
  const queries = ops.add(products(q), C);
  const c = ops.stopGradient(ops.reduceMax(queries, -1));
  return [ops.exp(ops.sub(queries, c)), ops.exp(ops.sub(keys, C))];
}

/**
 * Means of `v [b, h, n, d]` weighted by `(Q + ε)(K + ε)ᵀ`, `Q, K [b, h, n, m]`, over the keys of the mask `[b, 1, n, 1]`; at
 * the others `K` is 0. What ε adds is worked out on sums, to spare a pass over `Q` and one over `K`.
 */
function weightedMean(Q: Tensor, K: Tensor, v: Tensor, mask: Tensor, epsilon: number): Tensor {
  const [b, h, , d] = v.shape as [number, number, number, number];
  const V = ops.pad(v, -1, 0, 1, 1); // a column of ones: weights are summed as values are
  const total = ops.matmul(V, mask, { transA: true });
  const S = ops.add(ops.matmul(V, K, { transA: true }), ops.mul(total, epsilon)); // [b, h, d + 1, m]
  const rest = ops.reshape(ops.mul(ops.reduceSum(S, -1), epsilon), [b, h, 1, d + 1]);
  const sums = ops.add(ops.matmul(Q, S, { transB: true }), rest);
  const [values, weights] = ops.split(sums, -1, [d, 1]);
  return ops.div(values!, ops.maximum(weights!, tiny));
}
