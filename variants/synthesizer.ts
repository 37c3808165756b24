/**
 * Synthesizer — Tay et al. 2020, arXiv 2005.00743, section 3.
 *
 *     Y = softmax(S) V
 *
 *     random               S = R                              R ∈ ℝ^{n×n}
 *     factorized_random    S = R₁ R₂ᵀ                         R₁, R₂ ∈ ℝ^{n×k}
 *     dense                S_i = W₂ u_i + c₂                  u_i = max(W₁ x_i + c₁, 0) ∈ ℝ^d
 *     factorized_dense     S_ij = A_i[⌊j / r⌋] B_i[j mod r]   A_i = W_A u_i + c_A ∈ ℝ^{⌈n/r⌉}, B_i = W_B u_i + c_B ∈ ℝ^r
 *
 * No token's scores hang on another token: they are trained for each pair of places, or made of the one that asks.
 * Every head has its own, for one length. `fixed` leaves R as it was drawn; `dot_product` mixes in the scores of the
 * Transformer, S ← α₁ S + α₂ Q Kᵀ / √d with α₁ and α₂ trained, one pair a layer.
 *
 * Exact limit: it is softmax attention where R = Q Kᵀ / √d, and with α₁ = 0 and α₂ = 1; random is factorized_random
 * with k = n and R₂ = I.
 *
 * Deviations: random scores begin as N(0, 1), and those of two factors with that variance; the paper leaves that open,
 * and the order of tiles in factorized_dense, whose r is the largest factor of n between √n / 2 and √n; where there is
 * none it is ⌊√n⌋, and the last tile ends with n. With `dot_product` α₁ and α₂ begin at 1, the plain sum of the
 * benchmark's code, which trains no α; the paper holds α₁ + α₂ to 1. The defaults are those of that code; the paper
 * takes k = 8.
 *
 * Defects avoided: padded keys get no weight, and heads stay apart; the benchmark's code has no mask here, has one W₂
 * for all heads, and cuts its dense scores into heads across the tokens.
 */
import { z } from "zod";
import { ops, type Shape, type Tensor } from "../graph/index.ts";
import { biasOf, signed, throughDropout, withColumn, withOnes } from "./parts/attention.ts";
import { count } from "./parts/options.ts";
import { type Dropout, defineVariant, type Layer } from "./variant.ts";

const options = z
  .strictObject({
    mode: z
      .enum(["random", "factorized_random", "dense", "factorized_dense"])
      .default("factorized_random")
      .describe("what the scores are made of"),
    k: count.default(32).describe("columns of R₁ and R₂"),
    fixed: z.boolean().default(false).describe("whether random scores stay as they were drawn"),
    dot_product: z
      .boolean()
      .default(false)
      .describe("whether the Transformer's own scores are mixed in"),
  })
  .check(({ value: { mode, fixed }, issues }) => {
    if (!fixed || mode === "random" || mode === "factorized_random") return;
    const message = `only random scores can be: got mode ${mode}. Use false.`;
    issues.push({ code: "custom", path: ["fixed"], input: fixed, message });
  });
type Options = z.output<typeof options>;

export const synthesizer = defineVariant({
  title: "Synthesizer",
  year: 2020,
  paper: "arXiv 2005.00743, section 3",
  options,
  cost: () => ({ text: "n² d", exponent: 2 }),
  mix: (x, layer) => {
    const { b, n } = layer.size;
    const own = scores[layer.options.mode](x, layer);
    const [v, all] = layer.options.dot_product
      ? withDotProduct(own, x, layer)
      : [layer.project("values", x, 1)[0]!, own];
    const shown = ops.add(all, biasOf(ops.reshape(layer.mask, [b, 1, 1, n])));
    return layer.merge("out", average(shown, v, layer.attentionDropout));
  },
});

/** `[h, n, n]` where they are the same for all examples, `[b, h, n, n]` where not. */
const scores: {
  readonly [M in Options["mode"]]: (x: Tensor, layer: Layer<Options>) => Tensor;
} = {
  random: (_, layer) => drawn("R", [layer.size.h, layer.size.n, layer.size.n], 1, layer),
  factorized_random: (_, layer) => {
    const { size, options } = layer;
    const shape = [size.h, size.n, options.k];
    const [R1, R2] = ["R1", "R2"].map((name) => drawn(name, shape, options.k ** -0.25, layer));
    return ops.matmul(R1!, R2!, { transB: true });
  },
  dense: (x, layer) => affine("scores", hidden(x, layer), layer.size.n, layer),
  factorized_dense: (x, layer) => {
    const { b, h, n } = layer.size;
    const r = tileOf(n);
    const tiles = Math.ceil(n / r);
    const u = hidden(x, layer);
    const A = ops.reshape(affine("A", u, tiles, layer), [b, h, n, tiles, 1]);
    const B = ops.reshape(affine("B", u, r, layer), [b, h, n, 1, r]);
    const S = ops.reshape(ops.mul(A, B), [b, h, n, tiles * r]);
    return tiles * r === n ? S : ops.slice(S, -1, 0, n);
  },
};

function drawn(name: string, shape: Shape, sd: number, layer: Layer<Options>): Tensor {
  const init = { kind: "normal", sd } as const;
  return layer.options.fixed
    ? layer.state(name, shape, init).value
    : layer.param(name, shape, init);
}

/** u, `[b, h, n, d]` */
function hidden(x: Tensor, layer: Layer<Options>): Tensor {
  const { b, h, n, d } = layer.size;
  const u = ops.relu(layer.dense("hidden", x, h * d));
  return ops.transpose(ops.reshape(u, [b, n, h, d]), [0, 2, 1, 3]);
}

/** `u W + c` with weights of each head, the bias as one more row of W: `[b, h, n, width]`. */
function affine(name: string, u: Tensor, width: number, layer: Layer<Options>): Tensor {
  const { h, d } = layer.size;
  const W = layer.param(`${name}.weight`, [h, d, width], { kind: "normal", sd: 1 / Math.sqrt(d) });
  const c = layer.param(`${name}.bias`, [h, 1, width], { kind: "constant", value: 0 });
  return ops.matmul(withOnes(u), ops.concat([W, c], 1));
}

/** r: the largest divisor of n between √n / 2 and √n, or ⌊√n⌋. */
function tileOf(n: number): number {
  const root = Math.floor(Math.sqrt(n));
  let r = root;
  while (n % r !== 0) r--;
  return 2 * r >= root ? r : root;
}

/** Values, and `α₁ S + α₂ Q Kᵀ / √d`. */
function withDotProduct(
  S: Tensor,
  x: Tensor,
  layer: Layer<Options>,
): readonly [v: Tensor, all: Tensor] {
  const [q, k, v] = layer.project("projections", x, 3);
  const alpha = layer.param("alpha", [2], { kind: "constant", value: 1 });
  const [own, other] = ops.split(alpha, 0, [1, 1]);
  const scaled = ops.mul(q!, ops.mul(other!, 1 / Math.sqrt(layer.size.d)));
  return [v!, ops.add(ops.mul(S, own!), ops.matmul(scaled, k!, { transB: true }))];
}

/** `dropout(softmax(S)) v`, with the gradient of `attend` (parts/attention.ts) for scores that are given. */
function average(S: Tensor, v: Tensor, dropout: Dropout): Tensor {
  const { rate } = dropout;
  const values = rate === 0 ? v : ops.mul(v, 2 / (1 - rate));
  const P = ops.softmax(S);
  const kept = rate === 0 ? P : signed([P], dropout)[0]!;
  const y = ops.matmul(rate === 0 ? kept : ops.relu(kept), values);
  const backward = ([dy]: readonly Tensor[]): readonly Tensor[] => {
    const delta = ops.reduceSum(ops.mul(dy!, y), -1);
    const column = ops.reshape(ops.mul(delta, rate === 0 ? -1 : -4), delta.shape.slice(0, -1));
    const g = ops.matmul(withColumn(dy!, column), withOnes(values), { transB: true });
    const [p, dS] =
      rate === 0 ? [kept, ops.mul(kept, g)] : throughDropout(kept, g, ops.mul(delta, 2));
    return [dS, ops.matmul(p, dy!, { transA: true })];
  };
  return ops.customGradient([S, values], [y], backward)[0]!;
}
