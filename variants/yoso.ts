/**
 * YOSO — Zeng et al. 2021, arXiv 2111.09714, section 3.
 *
 *     Y = ℓ₂(U)      U = B V      B_ij = 1/m Σ_h [f_h(q_i) = f_h(k_j)]      f_h(x) = τ bits, [x · r_ht > 0]
 *     E[B_ij] = (1 − acos(q̂_i·k̂_j) / π)^τ      q̂ = q / |q|      k̂ = k / |k|
 *     dV = Bᵀ dU      dq̂ = τ/2 (B ⊙ dU Vᵀ) k̂      dk̂ = τ/2 (B ⊙ dU Vᵀ)ᵀ q̂
 *
 * ℓ₂ gives every row length 1. In mode `sampled` a query adds up the values in its bucket, under each of m hashes
 * (`num_hash`) of τ bits (`hash_code_len`); every head has hyperplanes of its own, new ones at each training step.
 * Mode `expectation` (YOSO-E) has E[B] for B. The gradient takes τ B / 2 for the slope of B: a lower bound of the
 * slope of E[B], which is infinite where q̂ = k̂. `conv_window` adds a convolution of the values, with one kernel a
 * head (YOSO-C).
 *
 * Exact limit: with m → ∞ the sampled form becomes the expected one, its error falling as m^{−1/2}.
 *
 * Deviations: buckets are runs of the sorted tokens in place of tables of sums; of the 2^τ buckets of a hash only the
 * places are kept. In the gradient by q̂ and k̂ runs are cut into chunks of w = 32 queries and keys: pairs within one are
 * met one by one, and pairs across as sums of d² products a chunk, where the authors keep such a sum for each bucket. A
 * training step takes 3.2 times as long as softmax attention's at 1,024 tokens on two cores, 0.97 of its time and 0.70
 * of its memory at 4,096, and 0.54 and 0.35 at 8,192. Hyperplanes are normal, without the fast Hadamard transform. 16
 * hashes are those of the authors' later models for this benchmark, and 10 bits those of its tasks of 1,024 tokens (11
 * for ListOps, 12 for texts); tokens are sorted by keys of 24 bits, so that 12 bits end at 8,188 tokens and 10 at
 * 32,704. No attention dropout: there are no probabilities.
 *
 * Defects avoided: a token that meets nobody, or is padding, gets 0 and no gradient, not 0 / 0; cosines are not
 * shrunk by 0.98; hyperplanes are drawn anew in training alone.
 */
import { z } from "zod";
import { ops, type Tensor } from "../graph/index.ts";
import { bucketSums, sortedBuckets } from "./parts/buckets.ts";
import { collision } from "./parts/collision.ts";
import { inGroups } from "./parts/groups.ts";
import { count, kernelSize, upTo } from "./parts/options.ts";
import { pairSums } from "./parts/pairs.ts";
import { tokenConv } from "./parts/token-conv.ts";
import { defineVariant, type Layer } from "./variant.ts";

const options = z.strictObject({
  mode: z
    .enum(["sampled", "expectation"])
    .default("sampled")
    .describe("whether B is sampled by hashes, or its expected value taken for every pair"),
  hash_code_len: count.default(10).describe("bits of a hash: τ"),
  num_hash: upTo(1024).default(16).describe("hashes: m"),
  conv_window: kernelSize
    .default(0)
    .describe("tokens under the convolution's kernel, an odd number; 0 leaves it out"),
});
type Options = z.output<typeof options>;

/** w: places in a chunk, whose pairs the gradient meets one by one. */
const chunk = 32;

export const yoso = defineVariant({
  title: "YOSO",
  year: 2021,
  paper: "arXiv 2111.09714, section 3",
  options,
  cost: ({ mode }) =>
    mode === "sampled"
      ? { text: "n m (τ + w + d) d + m 2^τ", exponent: 1 }
      : { text: "n² d", exponent: 2 },
  refuses: ({ mode, hash_code_len: t }, { n }) => {
    const most = Math.floor(Math.log2(ops.sortableKeys(n) - 1));
    if (mode === "expectation" || t <= most) return null;
    return `hash_code_len: got ${t}: too many buckets to sort ${n} tokens by. Use ${most}.`;
  },
  mix: (x, layer) =>
    layer.heads(x, ({ q, k, v }) => {
      const { b, n } = layer.size;
      const { mode, hash_code_len, conv_window: taps } = layer.options;
      const real = ops.reshape(layer.mask, [b, 1, n, 1]);
      const heads = [unit(q), unit(k), ops.mul(v, real)] as const;
      const sums =
        mode === "sampled" ? sampled(...heads, layer) : expected(...heads, hash_code_len);
      const y = unit(ops.mul(sums, real));
      return taps === 0 ? y : ops.add(y, skip(heads[2], taps, layer));
    }),
});

/** `x / |x|` by row; where x is 0 it is 0, and has no gradient. */
function unit(x: Tensor): Tensor {
  const squared = ops.reduceSum(ops.square(x), -1);
  const isThere = ops.cast(ops.greater(squared, 0), "float32");
  const inverse = ops.mul(isThere, ops.rsqrt(ops.maximum(squared, 1e-30)));
  const y = ops.mul(x, inverse);
  return ops.customGradient([x], [y], ([dy]) => {
    const along = ops.reduceSum(ops.mul(dy!, y), -1);
    return [ops.mul(ops.sub(dy!, ops.mul(y, along)), inverse)];
  })[0]!;
}

/** `E v`, a few heads at a time; q and k of length 1. */
function expected(q: Tensor, k: Tensor, v: Tensor, t: number): Tensor {
  const [b, h, n, d] = q.shape as [number, number, number, number];
  const heads = [q, k, v].map((x) => ops.reshape(x, [b * h, n, d]));
  const y = inGroups(heads, n * n, (q, k, v) => {
    const E = collision(ops.matmul(q!, k!, { transB: true }), t);
    return ops.customGradient([q!, k!, v!], [ops.matmul(E, v!)], ([g]) => {
      const W = ops.mul(ops.matmul(g!, v!, { transB: true }), E);
      const dq = ops.mul(ops.matmul(W, k!), t / 2);
      const dk = ops.mul(ops.matmul(W, q!, { transA: true }), t / 2);
      return [dq, dk, ops.matmul(E, g!, { transA: true })];
    })[0]!;
  });
  return ops.reshape(y, [b, h, n, d]);
}

/** `m B v`; q and k of length 1. */
function sampled(q: Tensor, k: Tensor, v: Tensor, layer: Layer<Options>): Tensor {
  const { h, n, d } = layer.size;
  const { hash_code_len: t, num_hash: m } = layer.options;
  const R = layer.random("hyperplanes", [h, d, m * t], "normal");
  const [queries, keys] = [q, k].map((x) => sortedBuckets(codes(x, R, layer), 2 ** t + 1));
  const y = bucketSums(v, keys!, queries!.ids);
  return ops.customGradient([q, k, v], [y], ([dy]) => {
    const z = ops.concat([dy!, v], 2);
    const sums = pairSums(z, ops.concat([q, k], 2), queries!, keys!, chunk);
    const [dq, dk] = ops.split(ops.mul(sums, t / 2), 2, [n, n]);
    return [dq!, dk!, bucketSums(dy!, queries!, keys!.ids)];
  })[0]!;
}

/** The numbers that the bits of each hash make, `[b, h, m, n]`; padding has one of its own, behind the others. */
function codes(x: Tensor, R: Tensor, layer: Layer<Options>): Tensor {
  const { b, h, n } = layer.size;
  const { hash_code_len: t, num_hash: m } = layer.options;
  const bits = ops.cast(ops.greater(ops.matmul(x, R), 0), "float32");
  const powers = Float32Array.from({ length: t }, (_, i) => 2 ** i);
  const code = ops.matmul(ops.reshape(bits, [b, h, n, m, t]), ops.constant(powers, [t, 1]));
  const real = ops.reshape(layer.mask, [b, 1, n, 1]);
  const id = ops.add(
    ops.mul(ops.reshape(code, [b, h, n, m]), real),
    ops.mul(ops.sub(1, real), 2 ** t),
  );
  return ops.stopGradient(ops.transpose(id, [0, 1, 3, 2]));
}

/** A kernel a head, along the sequence. */
function skip(v: Tensor, taps: number, layer: Layer<Options>): Tensor {
  const limit = 1 / Math.sqrt(taps);
  return tokenConv(v, layer.param("conv", [layer.size.h, taps], { kind: "uniform", limit }));
}
