/**
 * Luna — Ma et al. 2021, arXiv 2106.01540, section 3.
 *
 *     Y_P = Attn(P, X)      Y_X = Attn(X, Y_P) W_O      Attn(Q, C)_i = softmax(Q W_Qⁱ (C W_Kⁱ)ᵀ / √d) C W_Vⁱ
 *     X ← X + Y_X           P ← P + Y_P                 X ← X + FFN(X)
 *
 * P, r more rows beside the n tokens X, packs them (Y_P) and the tokens unpack what it holds (Y_X), so that no product
 * is larger than n × r. It begins as a parameter, goes from layer to layer with X, and ends with the last. The heads of
 * Y_P are joined without a projection. The paper writes l for r.
 *
 * Exact limit: where every row of P sees one token only, and each token is seen by one, it is softmax attention to the
 * values packed.
 *
 * Deviations: normalised before each sublayer, as the authors' code can be told to, X and P by norms of their own; the
 * paper normalises after. At the start the authors' code adds sinusoids to P and normalises the sum; here P begins as it
 * was trained, and is first normalised where the first layer reads it. Nor does P shrink for documents of fewer than r
 * tokens. P has the features of all heads together, which in the paper are as many as the model's.
 *
 * Defects avoided: P is carried through the stack, not begun anew by each layer, and unpacked as Y_P, not as P; padded
 * tokens are not packed.
 */
import { z } from "zod";
import { ops, type Tensor } from "../graph/index.ts";
import { attend } from "./parts/attention.ts";
import { count } from "./parts/options.ts";
import { defineVariant, type StackLayer } from "./variant.ts";

const options = z.strictObject({
  projection_length: count.default(256).describe("rows of P: r; 16, 128 and 256 in the paper"),
  tie_kv: z
    .boolean()
    .default(true)
    .describe("whether values are the keys, with one projection for both, as in the authors' code"),
});
type Options = z.output<typeof options>;

export const luna = defineVariant({
  title: "Luna",
  year: 2021,
  paper: "arXiv 2106.01540, section 3",
  options,
  cost: () => ({ text: "n r d", exponent: 1 }),
  replaces: ["token mixing"],
  encode: (x, { layers, size, options }) => {
    const { layer } = layers[0]!;
    const [r, width] = [options.projection_length, size.h * size.d];
    const start = layer.param("P", [1, r, width], { kind: "normal", sd: width ** -0.5 });
    const P = layer.dropout(ops.expand(start, [size.b, r, width]));
    return layers.reduce(through, { x, P }).x;
  },
});

interface Streams {
  /** `[b, n, e]` */
  readonly x: Tensor;
  /** `[b, r, h d]` */
  readonly P: Tensor;
}

function through({ x, P }: Streams, { layer, feedForward }: StackLayer<Options>): Streams {
  const { b, n } = layer.size;
  const { projection_length: r, tie_kv } = layer.options;
  const dropout = layer.attentionDropout;
  const [pack] = layer.project("pack", layer.norm("norm.P", P), 1);
  const [unpack, ...tokens] = layer.project("tokens", layer.norm("norm", x), tie_kv ? 2 : 3);
  const tokenMask = ops.reshape(layer.mask, [b, 1, n]);
  const packed = joined(
    attend({ q: pack!, k: tokens[0]!, v: tokens.at(-1)!, mask: tokenMask, dropout }),
  );
  const rows = layer.project("packed", packed, tie_kv ? 1 : 2);
  const rowMask = ops.ones([1, 1, r]);
  const unpacked = attend({ q: unpack!, k: rows[0]!, v: rows.at(-1)!, mask: rowMask, dropout });
  const mixed = ops.add(x, layer.dropout(layer.merge("out", unpacked)));
  return {
    x: ops.add(mixed, layer.dropout(feedForward(mixed))),
    P: ops.add(P, layer.dropout(packed)),
  };
}

/** `[b, h, r, d] → [b, r, h d]` */
function joined(y: Tensor): Tensor {
  const [b, h, r, d] = y.shape as [number, number, number, number];
  return ops.reshape(ops.transpose(y, [0, 2, 1, 3]), [b, r, h * d]);
}
