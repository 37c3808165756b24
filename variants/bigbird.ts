/**
 * BigBird — Zaheer et al. 2020, arXiv 2007.14062, section 2.
 *
 *     y_i = Σ_{j ∈ N(i)} softmax_j(q_iᵀ k_j / √d) v_j     N(i) = the tokens of blocks A(a), i in block a
 *     A(a) = {0, m − 1} ∪ {a − 1, a, a + 1} ∪ R(a)        A(0) = A(m − 1) = {0, …, m − 1}
 *
 * The sequence is m blocks of w tokens (the paper's b). The first block and the last are global: they see all, and all
 * see them. The others see their neighbours besides, and r random blocks R(a), drawn without replacement from those
 * left: for every head and layer anew, and once for training and evaluation.
 *
 * Exact limit: with m ≤ 5 + r it is softmax attention; the pattern would leave out one block at most. (Hugging Face's
 * code has such a rule too, with 5 + 2 r.)
 *
 * Deviations: the layout comes from the run's seed. The last block is that of the padded sequence, as in the authors'
 * code, so that a short document has but one global block. The model around it normalises before each sublayer. Up to
 * 512 blocks the gradient by random ones is summed by a product with zeros and ones, two to six times as fast as element
 * by element, but quadratic in n: FLOPs of training grow as n^1.19 from 8,192 to 16,384 tokens and as n^1.32 to 32,768,
 * where it ends; with blocks of 16 tokens as n^1.5 from 4,096 to 8,192.
 *
 * Defects avoided: random blocks are never window or global ones, which would count twice; they come from the whole
 * sequence (in the benchmark's code from its first 1024 tokens); padding inside them is masked.
 */
import { z } from "zod";
import { ops, type Tensor } from "../graph/index.ts";
import { attend } from "./parts/attention.ts";
import { asMask, cutIntoBlocks, forBlocks, joinBlocks } from "./parts/blocks.ts";
import { inGroups } from "./parts/groups.ts";
import { count } from "./parts/options.ts";
import { defineVariant, type Heads, type Layer } from "./variant.ts";

const options = z.strictObject({
  block_size: count.default(64).describe("tokens in a block: w"),
  num_rand_blocks: count.default(3).describe("random blocks that a block sees: r"),
});
type Options = z.output<typeof options>;

export const bigbird = defineVariant({
  title: "BigBird",
  year: 2020,
  paper: "arXiv 2007.14062, section 2",
  options,
  cost: () => ({ text: "n (5 + r) w d, and r n² d / w up to 512 blocks", exponent: 1 }),
  multipleOf: ({ block_size }) => block_size,
  mix: (x, layer) =>
    layer.heads(x, (heads) => {
      const { h, n } = layer.size;
      const { block_size: w, num_rand_blocks: r } = layer.options;
      const dropout = layer.attentionDropout;
      const mask = ops.reshape(layer.mask, [-1, 1, n, 1]);
      if (n / w <= 5 + r) return attend({ ...heads, mask: asMask(mask), dropout });
      const random = randomBlocks(layer);
      const tensors = [heads.q, heads.k, heads.v, mask];
      return inGroups(tensors, h * n * (5 + r) * w, (...parts) => {
        const [q, k, v, mask] = parts as [Tensor, Tensor, Tensor, Tensor];
        const outer = attend({ q: ends(q, w), k, v, mask: asMask(mask), dropout });
        const inner = innerRows({ q, k, v }, mask, random, layer);
        return ops.concat([ops.slice(outer, 2, 0, w), inner, ops.slice(outer, 2, w)], 2);
      });
    }),
});

/** The first and the last `w` tokens: `[b, h, n, d] → [b, h, 2 w, d]`. */
const ends = (x: Tensor, w: number): Tensor =>
  ops.concat([ops.slice(x, 2, 0, w), ops.slice(x, 2, -w)], 2);

/** The queries of all blocks but the first and the last: `[b, h, n - 2 w, d]`. */
function innerRows(
  { q, k, v }: Heads,
  mask: Tensor,
  random: Tensor,
  { size: { h, n }, options: { block_size: w }, attentionDropout: dropout }: Layer<Options>,
): Tensor {
  const keys = (x: Tensor, near = x) => {
    const chosen = blocksAt(random, cutIntoBlocks(x, w));
    const window = [0, 1, 2].map((shift) => inner(cutIntoBlocks(near, w), shift));
    return ops.concat([forBlocks(ends(x, w), chosen), ...window, chosen], -2);
  };
  const wide = ops.expand(mask, [mask.shape[0]!, h, n, 1]);
  const withoutEnds = ops.pad(ops.slice(wide, 2, w, -w), 2, w, w);
  const y = attend({
    q: inner(cutIntoBlocks(q, w), 1),
    k: keys(k),
    v: keys(v),
    mask: asMask(keys(wide, withoutEnds)),
    dropout,
  });
  return joinBlocks(y);
}

/** `[b, h, m, w, d]`: m − 2 blocks in a row, beginning with block `start`. */
const inner = (blocks: Tensor, start: number): Tensor =>
  ops.slice(blocks, 2, start, start + blocks.shape[2]! - 2);

/** The blocks `[b, h, m, w, d]` whose numbers are `at [h, m - 2, r]`: `[b, h, m - 2, r w, d]`. */
function blocksAt(at: Tensor, blocks: Tensor): Tensor {
  const [b, h, m, w, d] = blocks.shape as [number, number, number, number, number];
  const wanted = ops.expand(ops.reshape(at, [1, h, -1]), [b, h, at.shape[1]! * at.shape[2]!]);
  const rows = ops.permuteRows(ops.reshape(blocks, [b, h, m, w * d]), ops.cast(wanted, "int32"));
  return ops.reshape(rows, [b, h, m - 2, -1, d]);
}

/**
 * Numbers of r different blocks for each but the first and the last, none of those that it sees anyway: `[h, m - 2,
 * r]`, whole numbers as floats. A draw is a rank among the blocks that are left after the draws before it.
 */
function randomBlocks({ size: { h, n }, options, state }: Layer<Options>): Tensor {
  const { block_size: w, num_rand_blocks: r } = options;
  const m = n / w;
  const layout = state("layout", [h, m - 2, r], { kind: "uniform", limit: 0.5 });
  const uniform = ops.add(layout.value, 0.5);
  const seen = Array.from({ length: m - 2 }, (_, i) => [...new Set([0, i, i + 1, i + 2, m - 1])]);
  const ranks = Array.from({ length: r }, (_, draw) => {
    const left = column(seen.map((blocks) => m - blocks.length - draw));
    const rank = ops.floor(ops.mul(ops.slice(uniform, 2, draw, draw + 1), left));
    return ops.minimum(rank, ops.sub(left, 1)); // a number next to 1 may be rounded up
  });
  const amongFree = ranks.map((rank, draw) => ranks.slice(0, draw).reduceRight(past, rank));
  const places = [0, 1, 2, 3, 4].map((i) => column(seen.map((blocks) => blocks[i] ?? m)));
  return places.reduce(past, ops.concat(amongFree, -1));
}

/** Ranks among what is left when `taken` has been taken out, as ranks before that. */
const past = (ranks: Tensor, taken: Tensor): Tensor =>
  ops.add(ranks, ops.cast(ops.greater(ranks, ops.sub(taken, 0.5)), "float32"));

const column = (numbers: readonly number[]): Tensor =>
  ops.constant(Float32Array.from(numbers), [numbers.length, 1]);
