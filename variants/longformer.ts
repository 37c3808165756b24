/**
 * Longformer — Beltagy et al. 2020, arXiv 2004.05150, section 3.
 *
 *     y_i = Σ_{j ∈ N(i)} softmax_j(q_iᵀ k_j / √d) v_j     N(i) = G ∪ {j : |i − j| ≤ r w / 2, r divides i − j}
 *     y_g = Σ_j softmax_j(q'_gᵀ k'_j / √d) v'_j           g ∈ G
 *
 * Every token sees a window of w tokens around it; with dilation r every r-th token of a window r times as wide. The
 * global tokens G, which are the first (so that [CLS] is one), are seen by all and see all, by projections q', k', v'
 * of their own.
 *
 * Exact limit: with w ≥ 2 n, r = 1 and no global token it is softmax attention.
 *
 * Deviations: the window is w / 2 tokens to either side, 256 and 256 of 512; the benchmark's are 255 to the left and
 * 256 to the right. All heads and layers have the same w and r (the paper's d), which grow from layer to layer in the
 * paper's language models. The projections of global tokens do not begin as copies of the others. The model around it
 * normalises before each sublayer.
 *
 * Defects avoided: the window reaches to both sides and is not cut where a block ends; a global token in a window
 * counts once, in one softmax. The benchmark's own code makes all n × n scores.
 */
import { z } from "zod";
import { ops, type Tensor } from "../graph/index.ts";
import { attend } from "./parts/attention.ts";
import {
  around,
  asMask,
  bandMask,
  cutIntoBlocks,
  everyNth,
  forBlocks,
  joinBlocks,
  withoutFirst,
} from "./parts/blocks.ts";
import { inGroups } from "./parts/groups.ts";
import { count, countOrNone } from "./parts/options.ts";
import { defineVariant, type Heads, type Layer } from "./variant.ts";

const options = z.strictObject({
  window: count
    .multipleOf(2)
    .default(512)
    .describe("tokens seen around one's own, half on each side: w"),
  dilation: count.default(1).describe("distance of one key in the window from the next: r"),
  global_tokens: countOrNone
    .default(1)
    .describe("tokens, from the first on, that see all and are seen by all"),
});
type Options = z.output<typeof options>;

/** Tokens in a block, at most: shorter ones have fewer keys that are in no window, longer ones share more of them. */
const longestBlock = 128;

const blockOf = (window: number): number => Math.min(window / 2, longestBlock);

export const longformer = defineVariant({
  title: "Longformer",
  year: 2020,
  paper: "arXiv 2004.05150, section 3",
  options,
  cost: () => ({ text: "n w d", exponent: 1 }),
  multipleOf: ({ window, dilation }) => blockOf(window) * dilation,
  refuses: ({ global_tokens: g }, { n }) =>
    g < n ? null : `global_tokens: must be less than n, ${n}: got ${g}. Use ${n - 1}.`,
  mix: (x, layer) =>
    layer.heads(x, (heads) => {
      const { global_tokens: g } = layer.options;
      const y = windows(heads, layer);
      return g === 0 ? y : ops.concat([globalRows(x, layer), ops.slice(y, 2, g)], 2);
    }),
});

/** Every token by its window and the global tokens: `[b, h, n, d]`. */
function windows({ q, k, v }: Heads, layer: Layer<Options>): Tensor {
  const { h, n } = layer.size;
  const { window, dilation: r, global_tokens: g } = layer.options;
  const w = blockOf(window);
  const reach = Math.min(Math.ceil(window / 2 / w), n / r / w - 1);
  const band = bandMask(w, reach, window / 2);
  const sees = g === 0 ? band : ops.concat([ops.ones([w, g]), band], 1);
  const { arrange, restore } = everyNth(r);
  const blocks = (x: Tensor) => cutIntoBlocks(arrange(x), w); // [b, h, r, n / r / w, w, d]
  const keys = (x: Tensor, inWindows = x) => {
    const own = blocks(inWindows);
    const inReach = around(own, reach);
    return g === 0 ? inReach : ops.concat([forBlocks(ops.slice(x, 2, 0, g), own), inReach], -2);
  };
  const mask = ops.reshape(layer.mask, [-1, 1, n, 1]);
  return inGroups([q, k, v, mask], h * n * sees.shape[1]!, (q, k, v, mask) => {
    const y = attend({
      q: blocks(q!),
      k: keys(k!),
      v: keys(v!),
      mask: asMask(keys(mask!, withoutFirst(mask!, g))),
      sees,
      dropout: layer.attentionDropout,
    });
    return restore(joinBlocks(y));
  });
}

/** Global tokens by everything: `[b, h, g, d]`. */
function globalRows(x: Tensor, layer: Layer<Options>): Tensor {
  const [q] = layer.project("globalQueries", ops.slice(x, 1, 0, layer.options.global_tokens), 1);
  const [k, v] = layer.project("globalKeys", x, 2);
  const mask = ops.reshape(layer.mask, [-1, 1, layer.size.n]);
  return attend({ q: q!, k: k!, v: v!, mask, dropout: layer.attentionDropout });
}
