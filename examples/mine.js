/**
 * Gated average — an example of a variant in a file of its own.
 *
 *     y_i = (σ(x_i G + c) ⊙ Σ_j m_j x_j V / Σ_j m_j) O
 *
 * All tokens share one average of r features, the mean over the tokens j that are no padding (m_j = 1), and every token
 * opens and closes a gate of its own before each of them. G, V ∈ ℝ^{e×r}, O ∈ ℝ^{r×e}; σ is the logistic function.
 *
 * Exact limit: with all gates open (G = 0, c → ∞) every token gets the same average.
 */
import { defineVariant, ops, z } from "lra-harness";

export default defineVariant({
  title: "Gated average",
  year: 2026,
  paper: "an example, of no paper",
  options: z.strictObject({
    width: z.number().int().positive().default(64).describe("features of the average: r"),
  }),
  cost: () => ({ text: "n e r", exponent: 1 }),
  mix: (x, layer) => {
    const { b, n, e } = layer.size;
    const { width } = layer.options;
    const values = layer.dense("values", x, width); // [b, n, r]
    const gates = ops.sigmoid(layer.dense("gates", x, width)); // [b, n, r]
    const tokens = ops.maximum(ops.reduceSum(layer.mask, 1), 1); // [b, 1]; a document may be empty
    const weights = ops.reshape(ops.div(layer.mask, tokens), [b, 1, n]); // 0 on padding
    const average = ops.matmul(weights, values); // [b, 1, r]
    return layer.dense("out", ops.mul(gates, average), e); // [b, n, e]
  },
});
