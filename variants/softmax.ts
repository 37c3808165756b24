/**
 * Softmax attention: the Transformer — Vaswani et al. 2017, arXiv 1706.03762, eq. 1.
 *
 *     Attention(Q, K, V) = softmax(Q Kᵀ / √d) V
 *
 * Q, K and V are the projected heads of one sequence. Padded keys get no weight.
 *
 * Exact limit: it is the limit that every approximation is tested against.
 */
import { z } from "zod";
import { ops } from "../graph/index.ts";
import { attend } from "./parts/attention.ts";
import { defineVariant } from "./variant.ts";

export const softmax = defineVariant({
  title: "Transformer",
  year: 2017,
  paper: "arXiv 1706.03762, eq. 1",
  options: z.strictObject({}),
  cost: () => ({ text: "n² d", exponent: 2 }),
  mix: (x, layer) =>
    layer.heads(x, ({ q, k, v }) =>
      attend({
        q,
        k,
        v,
        mask: ops.reshape(layer.mask, [layer.size.b, 1, layer.size.n]),
        dropout: layer.attentionDropout,
      }),
    ),
});
