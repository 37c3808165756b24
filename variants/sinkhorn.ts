/**
 * Sparse Sinkhorn Attention — Tay et al. 2020, arXiv 2002.11296, section 3.
 *
 *     ψ_a = Σ_{i ∈ a} x_i     S = (W₂ relu(W₁ ψ + c₁) + c₂ + G) / τ     R = e^S after some rounds of
 *     S_ac ← S_ac − log Σ_c e^{S_ac}     S_ac ← S_ac − log Σ_a e^{S_ac}
 *     K̃_a = Σ_c R_ac K_c     Ṽ_a = Σ_c R_ac V_c     y_i = softmax(q_i [K̃_a; K_a]ᵀ / √d) [Ṽ_a; V_a],  i in block a
 *
 * The sequence is m blocks of w tokens (the paper's N_B and b; the benchmark has w 64 for images, 50 elsewhere). A
 * network sorts them: it gives every block, and every head, a row of scores, and Sinkhorn's iterations bring the m × m
 * matrix near a permutation, or a mean of some. A token sees the block that was sorted to the place of its own, and its
 * own. With `sortcut` k all tokens see the first k sorted blocks instead. G is Gumbel noise (Mena et al. 2018, arXiv
 * 1802.08665), in training only.
 *
 * Exact limit: with one block it is softmax attention, which does not mind that every key is there twice. With τ → 0 R
 * is a permutation.
 *
 * Deviations: the network's scores are not cut off at 0 by a second relu, where no gradient would pass. Padding, which
 * the paper leaves out: blocks without a token are sorted among themselves; a sorted token is seen if at least half of
 * what it is made of is real.
 *
 * Defects avoided: the benchmark's code sums all blocks whatever R is, adds up two softmaxes, and by default does
 * without Sinkhorn's iterations; others sort the values as if they were keys, or keep the noise in evaluation.
 */
import { z } from "zod";
import { ops, type Tensor } from "../graph/index.ts";
import { attend, biasOf } from "./parts/attention.ts";
import { asMask, cutIntoBlocks, joinBlocks } from "./parts/blocks.ts";
import { inGroups } from "./parts/groups.ts";
import { count, countOrNone, few } from "./parts/options.ts";
import { defineVariant, type Layer } from "./variant.ts";

/** Scores divided by much less lose their fractions in float32, and then overflow. */
const leastTemperature = 1e-3;

const options = z.strictObject({
  block_size: count.default(64).describe("tokens in a block: w"),
  sinkhorn_iterations: few.default(8).describe("normalisations of the rows, and of the columns"),
  temperature: z
    .number()
    .min(leastTemperature)
    .default(0.75)
    .describe("the smaller, the harder R: τ"),
  gumbel: z.boolean().default(true).describe("whether training adds noise to the scores of blocks"),
  sortcut: countOrNone
    .default(0)
    .describe("sorted blocks that all tokens see in place of two of their own; 0 for the two"),
});
type Options = z.output<typeof options>;

export const sinkhorn = defineVariant({
  title: "Sparse Sinkhorn Attention",
  year: 2020,
  paper: "arXiv 2002.11296, section 3",
  options,
  cost: ({ sortcut }) => ({
    text: sortcut === 0 ? "n w d + n² d / w" : "n k w d + n² / w²",
    exponent: 2,
  }),
  multipleOf: ({ block_size }) => block_size,
  refuses: ({ sortcut, block_size }, { n }) => {
    const m = n / block_size;
    return sortcut <= m
      ? null
      : `sortcut: must be at most n / block_size, ${m}: got ${sortcut}. Use ${m}.`;
  },
  mix: (x, layer) =>
    layer.heads(x, ({ q, k, v }) => {
      const { h, n } = layer.size;
      const { block_size: w, sortcut } = layer.options;
      const mask = ops.reshape(layer.mask, [-1, 1, n, 1]);
      const R = sortingMatrix(x, layer);
      const scores = h * n * w * (sortcut || 2);
      const dropout = layer.attentionDropout;
      return inGroups([q, k, v, mask, R], scores, (...parts) => {
        const [q, k, v, mask, R] = parts as [Tensor, Tensor, Tensor, Tensor, Tensor];
        const sorted = (x: Tensor) => mixBlocks(R, ops.mul(x, mask));
        const seen = halfReal(R, mask);
        if (sortcut > 0) {
          const keys = { k: joinBlocks(sorted(k)), v: joinBlocks(sorted(v)) };
          return attend({ q, ...keys, mask: asMask(joinBlocks(seen)), dropout });
        }
        const blocks = (x: Tensor) => cutIntoBlocks(x, w);
        const both = (x: Tensor) => ops.concat([sorted(x), blocks(x)], -2);
        const own = ops.expand(blocks(mask), seen.shape);
        const shown = asMask(ops.concat([seen, own], -2));
        return joinBlocks(attend({ q: blocks(q), k: both(k), v: both(v), mask: shown, dropout }));
      });
    }),
});

/** R, or with `sortcut` its first rows: `[b, h, k, m]`. */
function sortingMatrix(x: Tensor, layer: Layer<Options>): Tensor {
  const { options, size, mask } = layer;
  const { b, h, n, e } = size;
  const { block_size: w, sinkhorn_iterations, temperature, sortcut } = options;
  const m = n / w;
  const masks = ops.reshape(mask, [b, m, 1, w]);
  const sums = ops.reshape(ops.matmul(masks, ops.reshape(x, [b, m, w, e])), [b, m, e]);
  const inner = ops.relu(layer.dense("sort.in", sums, e));
  const rows = ops.reshape(layer.dense("sort.out", inner, h * m), [b, m, h, m]);
  const scores = ops.mul(withNoise(ops.transpose(rows, [0, 2, 1, 3]), layer), 1 / temperature);
  let S = ops.add(scores, biasOf(alike(ops.reshape(masks, [b, m, w]))));
  for (let i = 0; i < sinkhorn_iterations; i++) S = normalised(normalised(S, -1), -2);
  return ops.exp(sortcut === 0 ? S : ops.slice(S, 2, 0, sortcut));
}

/** With Gumbel noise, −log(−log u) of uniform u, when training. */
function withNoise(scores: Tensor, { options, isTraining, random }: Layer<Options>): Tensor {
  if (!options.gumbel || !isTraining) return scores;
  const uniform = ops.clip(random("gumbel", scores.shape, "uniform"), 1e-6, 1 - 1e-6);
  return ops.sub(scores, ops.log(ops.neg(ops.log(uniform))));
}

/** `[b, 1, m, m]`: 1 for two blocks with tokens and for two without, 0 for one of each; from masks `[b, m, w]`. */
function alike(masks: Tensor): Tensor {
  const [b, m] = masks.shape as [number, number];
  const hasTokens = ops.reshape(ops.minimum(ops.reduceSum(masks, -1), 1), [b, 1, m, 1]);
  const other = ops.reshape(hasTokens, [b, 1, 1, m]);
  const difference = ops.sub(hasTokens, other);
  return ops.sub(1, ops.mul(difference, difference));
}

/** `S − log Σ e^S` along `axis`. */
function normalised(S: Tensor, axis: number): Tensor {
  const y = ops.logSoftmax(S, axis);
  const backward = ([dy]: readonly Tensor[]) => [
    ops.sub(dy!, ops.mul(ops.exp(y), ops.reduceSum(dy!, axis))),
  ];
  return ops.customGradient([S], [y], backward)[0]!;
}

/** `Σ_c R_ac x_c` over the blocks of `x [b, ·, n, d]`: `[b, h, k, w, d]`. */
function mixBlocks(R: Tensor, x: Tensor): Tensor {
  const [b, h, k, m] = R.shape as [number, number, number, number];
  const [, copies, n, d] = x.shape as [number, number, number, number];
  const mixed = ops.matmul(R, ops.reshape(x, [b, copies, m, (n / m) * d]));
  return ops.reshape(mixed, [b, h, k, n / m, d]);
}

/** 1 on sorted tokens that are made of real ones by half at least: `[b, h, k, w, 1]`. */
function halfReal(R: Tensor, mask: Tensor): Tensor {
  const all = ops.reshape(ops.reduceSum(R, -1), [...R.shape.slice(0, 3), 1, 1]);
  const isMostlyPadding = ops.less(ops.mul(mixBlocks(R, mask), 2), all);
  return ops.sub(1, ops.cast(isMostlyPadding, "float32"));
}
