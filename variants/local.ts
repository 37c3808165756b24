/**
 * Local attention — Tay et al. 2020 (the benchmark's own baseline), arXiv 2011.04006, appendix B.1.
 *
 *     y_i = Σ_{j ∈ N(i)} softmax_j(q_iᵀ k_j / √d) v_j
 *
 * The sequence is cut into blocks of w tokens; N(i) is the block of i and `neighbours` blocks on either side of it: none
 * unless told.
 *
 * Exact limit: with w ≥ n it is softmax attention.
 *
 * Deviations: `neighbours` other than 0 are ours. In the benchmark a token sees its own block only, and windows do not
 * overlap.
 *
 * Defects avoided: the benchmark's released code cuts the sequence the other way, so that a block holds every (n / w)-th
 * token, and is not local; this one is.
 */
import { z } from "zod";
import { ops, type Tensor } from "../graph/index.ts";
import { attend } from "./parts/attention.ts";
import { around, asMask, cutIntoBlocks, joinBlocks } from "./parts/blocks.ts";
import { inGroups } from "./parts/groups.ts";
import { count, countOrNone } from "./parts/options.ts";
import { defineVariant } from "./variant.ts";

export const local = defineVariant({
  title: "Local Attention",
  year: 2020,
  paper: "arXiv 2011.04006, appendix B.1",
  options: z.strictObject({
    block: count.default(50).describe("tokens in a block: w"),
    neighbours: countOrNone.default(0).describe("blocks seen on either side of one's own"),
  }),
  cost: () => ({ text: "n w d", exponent: 1 }),
  multipleOf: ({ block }) => block,
  mix: (x, layer) =>
    layer.heads(x, ({ q, k, v }) => {
      const { h, n } = layer.size;
      const { block: w } = layer.options;
      const reach = Math.min(layer.options.neighbours, n / w - 1);
      const keys = (t: Tensor) => around(cutIntoBlocks(t, w), reach);
      const mask = ops.reshape(layer.mask, [-1, 1, n, 1]);
      const scores = h * n * (2 * reach + 1) * w;
      return inGroups([q, k, v, mask], scores, (q, k, v, mask) => {
        const y = attend({
          q: cutIntoBlocks(q!, w),
          k: keys(k!),
          v: keys(v!),
          mask: asMask(keys(mask!)),
          dropout: layer.attentionDropout,
        });
        return joinBlocks(y);
      });
    }),
});
