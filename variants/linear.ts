/**
 * Linear Transformer — Katharopoulos et al. 2020, arXiv 2006.16236, eq. 5 and 7.
 *
 *     y_i = φ(q_i)ᵀ Σ_j φ(k_j) v_jᵀ / (φ(q_i)ᵀ Σ_j φ(k_j) + ε)      φ(x) = elu(x) + 1
 *
 * Exact limit: it is attention with the similarity φ(q)ᵀφ(k) in place of e^{qᵀk/√d}, summed in another order; with the
 * n × n matrix of similarities written out the numbers are the same. Padded keys are left out of both sums (the
 * benchmark's own code counts them). The paper writes no ε; 1e-6 is that of the authors' code. No attention dropout:
 * there are no probabilities to drop.
 */
import { z } from "zod";
import { ops, type Tensor } from "../graph/index.ts";
import { defineVariant } from "./variant.ts";

const epsilon = 1e-6;

export const linear = defineVariant({
  title: "Linear Transformer",
  year: 2020,
  paper: "arXiv 2006.16236, eq. 5 and 7",
  cost: "n d²",
  options: z.strictObject({}),
  mix: (x, layer) =>
    layer.heads(x, ({ q, k, v }) => {
      const { b, n } = layer.size;
      const Q = features(q);
      const K = ops.mul(features(k), ops.reshape(layer.mask, [b, 1, n, 1]));
      const S = ops.matmul(K, ops.pad(v, -1, 0, 1, 1), { transA: true }); // [b, h, d, d + 1]: Σ φ(k) vᵀ, Σ φ(k)
      const sums = ops.matmul(Q, S);
      const d = v.shape.at(-1)!;
      return ops.div(ops.slice(sums, -1, 0, d), ops.add(ops.slice(sums, -1, d), epsilon));
    }),
});

const features = (x: Tensor): Tensor => ops.add(ops.elu(x), 1);
