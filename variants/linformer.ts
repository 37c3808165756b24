/**
 * Linformer — Wang et al. 2020, arXiv 2006.04768, eq. 7.
 *
 *     head_i = softmax(Q_i (E_i X W_i^K)ᵀ / √d) · F_i X W_i^V      Q_i = X W_i^Q      E_i, F_i ∈ ℝ^{k×n}
 *
 * E and F mix the n tokens X to k rows, of which keys and values are made. By `sharing` (section 4) every head has its
 * own E and F, or the heads of a layer share them, or F is E as well, or one E serves the whole stack. They hold a
 * weight for every place in the sequence, and so belong to one length.
 *
 * Exact limit: with k = n and E = F = I it is softmax attention, over sequences without padding.
 *
 * Deviations: E and F begin as N(0, 1 / n), which keeps the scale of what they mix; the paper leaves that open. Heads
 * share by default: the paper names its runs after what they share beyond that. Where the model's projections have
 * biases, which the paper's have not, shared E and F mix before them, and those of one head after.
 *
 * Defects avoided: padded tokens are zero before E and F mix them with others; the benchmark's own code mixes them in.
 */
import { z } from "zod";
import { ops, type Tensor } from "../graph/index.ts";
import { attend } from "./parts/attention.ts";
import { count } from "./parts/options.ts";
import { defineVariant, type Init, type Layer } from "./variant.ts";

const options = z.strictObject({
  k: count.default(256).describe("rows that E and F mix the tokens to"),
  sharing: z
    .enum(["none", "headwise", "kv", "layerwise"])
    .default("headwise")
    .describe("what shares E and F: nothing, all heads, also keys and values, also all layers"),
});
type Options = z.output<typeof options>;

export const linformer = defineVariant({
  title: "Linformer",
  year: 2020,
  paper: "arXiv 2006.04768, eq. 7",
  options,
  cost: () => ({ text: "n k d", exponent: 1 }),
  refuses: ({ k }, { n }) =>
    k > n ? `k: must be at most n, here ${n} tokens: got ${k}. Use ${n}.` : null,
  mix: (x, layer) => {
    const [q] = layer.project("queries", x, 1);
    const [k, v] = layer.options.sharing === "none" ? headByHead(x, layer) : together(x, layer);
    const y = attend({
      q: q!,
      k: k!,
      v: v!,
      mask: ops.ones([1, 1, layer.options.k]),
      dropout: layer.attentionDropout,
    });
    return layer.merge("out", y);
  },
});

/** Keys and values `[b, h, k, d]`, each head's mixed by an E or F of its own. */
function headByHead(x: Tensor, layer: Layer<Options>): readonly Tensor[] {
  const { b, h, n } = layer.size;
  const real = ops.reshape(layer.mask, [b, 1, n, 1]);
  const shape = [h, layer.options.k, n];
  const [k] = layer.project("keys", x, 1);
  const [v] = layer.project("values", x, 1);
  return [
    mixed(layer.param("E", shape, start(n)), ops.mul(k!, real)),
    mixed(layer.param("F", shape, start(n)), ops.mul(v!, real)),
  ];
}

/** Keys and values `[b, h, k, d]` of rows that E and F mixed for all heads: there are k to project, in place of n. */
function together(x: Tensor, layer: Layer<Options>): readonly Tensor[] {
  const { b, n } = layer.size;
  const { k, sharing } = layer.options;
  const real = ops.mul(x, ops.reshape(layer.mask, [b, n, 1]));
  const declare = sharing === "layerwise" ? layer.shared : layer.param;
  const byE = mixed(declare("E", [k, n], start(n)), real);
  const byF = sharing === "headwise" ? mixed(layer.param("F", [k, n], start(n)), real) : byE;
  return [...layer.project("keys", byE, 1), ...layer.project("values", byF, 1)];
}

const start = (n: number): Init => ({ kind: "normal", sd: 1 / Math.sqrt(n) });

/**
 * `E x`, `E [.., k, n]` and `x [b, .., n, c] → [b, .., k, c]`. The examples lie side by side in one product, so that
 * E's gradient is one product as well, and no sum over the batch.
 */
function mixed(E: Tensor, x: Tensor): Tensor {
  const axes = [...x.shape.keys()];
  const c = axes.at(-1)!;
  const wide = ops.transpose(x, [...axes.slice(1, -1), 0, c]); // [.., n, b, c]
  const rows = ops.reshape(wide, [...wide.shape.slice(0, -2), -1]);
  const few = ops.reshape(ops.matmul(E, rows), [...E.shape.slice(0, -1), ...wide.shape.slice(-2)]);
  return ops.transpose(few, [c - 1, ...axes.slice(0, -2), c]);
}
