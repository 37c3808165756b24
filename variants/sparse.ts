/**
 * Sparse Transformer — Child et al. 2019, arXiv 1904.10509, section 4.
 *
 *     y_i = Σ_{j ∈ N(i)} softmax_j(q_iᵀ k_j / √d) v_j
 *     fixed      N(i) = {j : ⌊j / s⌋ = ⌊i / s⌋} ∪ {j : j mod s ≥ s − c} ∪ G
 *     strided    N(i) = {j : |i − j| < s} ∪ {j : s divides i − j} ∪ G
 *
 * Fixed: a token sees its own block of s tokens and the last c of every block, which are to sum theirs up. Strided: it
 * sees its around, and every s-th token from it on, both ways. With s ≈ √n (the paper's l) the cost is n √n d. The
 * global tokens G, which are the first (so that [CLS] is one, as in the benchmark), are seen by all and see all.
 *
 * Exact limit: with s = n, with c = s, or strided with s = 1 it is softmax attention.
 *
 * Deviations: both of a pattern's sets are in one softmax of every head, as in the benchmark; the paper also gives them
 * to different heads or layers. Nothing is causal: the paper's sets, and the benchmark's, have j ≤ i besides. The
 * benchmark's fixed pattern has the first token of every block too, and begins behind [CLS].
 *
 * Defects avoided: no causal mask in a classifier; a key in both sets counts once; no n × n matrix of scores and masks.
 */
import { z } from "zod";
import { ops, type Tensor } from "../graph/index.ts";
import { attend } from "./parts/attention.ts";
import {
  around,
  asMask,
  bandMask,
  blocksOf,
  cutIntoBlocks,
  everyNth,
  inOrder,
  joinBlocks,
  type Layout,
  withoutFirst,
} from "./parts/blocks.ts";
import { inGroups } from "./parts/groups.ts";
import { attendToLists, type KeyList } from "./parts/lists.ts";
import { count, countOrNone } from "./parts/options.ts";
import { defineVariant, type Layer } from "./variant.ts";

const options = z
  .strictObject({
    pattern: z.enum(["fixed", "strided"]).default("fixed").describe("which tokens are seen"),
    stride: count.default(50).describe("tokens in a block, or from one column to the next: s"),
    c: count.default(10).describe("tokens at the end of a block that all see, if fixed"),
    global_tokens: countOrNone
      .default(1)
      .describe("tokens, from the first on, that see all and are seen by all"),
  })
  .check(({ value: { pattern, stride, c }, issues }) => {
    if (pattern !== "fixed" || c <= stride) return;
    const message = `must be at most stride, ${stride}: got ${c}. Use ${stride}.`;
    issues.push({ code: "custom", path: ["c"], input: c, message });
  });
type Options = z.output<typeof options>;

export const sparse = defineVariant({
  title: "Sparse Transformer",
  year: 2019,
  paper: "arXiv 1904.10509, section 4",
  options,
  cost: ({ pattern }) => ({
    text: pattern === "fixed" ? "n (s + c n / s) d" : "n (s + n / s) d",
    exponent: 2,
  }),
  multipleOf: ({ stride }) => stride,
  refuses: ({ global_tokens: g }, { n }) =>
    g < n ? null : `global_tokens: must be less than n, ${n}: got ${g}. Use ${n - 1}.`,
  mix: (x, layer) =>
    layer.heads(x, ({ q, k, v }) => {
      const { h, n } = layer.size;
      const { pattern, stride: s, c } = layer.options;
      const keys = pattern === "fixed" ? s + (c * n) / s : 3 * s + n / s;
      const mask = ops.reshape(layer.mask, [-1, 1, n, 1]);
      return inGroups([q, k, v, mask], h * n * keys, (q, k, v, mask) =>
        mixed(q!, { k: k!, v: v!, mask: mask! }, layer),
      );
    }),
});

/** `[b, h, n, d]`, and which of them are to be seen, `[b, 1, n, 1]`. */
interface Keys {
  readonly k: Tensor;
  readonly v: Tensor;
  readonly mask: Tensor;
}

function mixed(q: Tensor, keys: Keys, layer: Layer<Options>): Tensor {
  const { options, attentionDropout: dropout } = layer;
  const { pattern, global_tokens: g } = options;
  const rest = { ...keys, mask: withoutFirst(keys.mask, g) };
  const lists = pattern === "fixed" ? fixed(rest, options) : strided(rest, options);
  if (g === 0) return attendToLists(q, lists, dropout);
  const first = (x: Tensor) => ops.slice(x, 2, 0, g);
  const y = attendToLists(q, [...lists, listOf(keys, inOrder, first)], dropout);
  const firstRows = attend({ ...keys, q: first(q), mask: asMask(keys.mask), dropout });
  return ops.concat([firstRows, ops.slice(y, 2, g)], 2);
}

/** The last c of every block for all queries, the others for those of their block. */
function fixed(keys: Keys, { stride: s, c }: Options): readonly KeyList[] {
  const part = (from: number, to: number) => (x: Tensor) =>
    ops.slice(cutIntoBlocks(x, s), -2, from, to);
  const ends = listOf(keys, inOrder, (x) => joinBlocks(part(s - c, s)(x)));
  return c < s ? [listOf(keys, blocksOf(s), part(0, s - c)), ends] : [ends];
}

/** The neighbours but oneself, who is among every s-th token. */
function strided(keys: Keys, { stride: s }: Options): readonly KeyList[] {
  const reach = Math.min(1, keys.k.shape[2]! / s - 1);
  const near = listOf(keys, blocksOf(s), (x) => around(cutIntoBlocks(x, s), reach));
  const sees = ops.sub(bandMask(s, reach, s - 1), bandMask(s, reach, 0));
  return [{ ...near, sees }, listOf(keys, everyNth(s), everyNth(s).arrange)];
}

const listOf = ({ k, v, mask }: Keys, layout: Layout, cut: (x: Tensor) => Tensor): KeyList => ({
  layout,
  k: cut(k),
  v: cut(v),
  mask: asMask(cut(mask)),
});
