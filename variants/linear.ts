/**
 * Linear Transformer — Katharopoulos et al. 2020, arXiv 2006.16236, eq. 5 and 7.
 *
 *     y_i = φ(q_i)ᵀ Σ_j φ(k_j) v_jᵀ / (φ(q_i)ᵀ Σ_j φ(k_j) + ε)      φ(x) = elu(x) + 1
 *
 * The sums are taken once, for all queries.
 *
 * Exact limit: attention with the similarity φ(q)ᵀφ(k) in place of e^{qᵀk/√d}, summed in another order; with the n × n
 * matrix of similarities written out the numbers are the same.
 *
 * Deviations: the paper writes no ε; 1e-6 is that of the authors' code. No attention dropout: there are no probabilities
 * to drop.
 *
 * Defects avoided: padded keys are left out of both sums; the benchmark's own code counts them.
 */
import { z } from "zod";
import { kernelMean, positive } from "./parts/kernel-mean.ts";
import { defineVariant } from "./variant.ts";

export const linear = defineVariant({
  title: "Linear Transformer",
  year: 2020,
  paper: "arXiv 2006.16236, eq. 5 and 7",
  options: z.strictObject({}),
  cost: () => ({ text: "n d²", exponent: 1 }),
  mix: (x, layer) =>
    layer.heads(x, ({ q, k, v }) => kernelMean(positive(q), positive(k), v, layer.mask)),
});
