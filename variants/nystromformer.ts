/**
 * Nyströmformer — Xiong et al. 2021, arXiv 2102.03902, algorithm 1.
 *
 *     Y = F A⁺ B V + conv(V)      F = softmax(Q K̃ᵀ / √d)      A = softmax(Q̃ K̃ᵀ / √d)      B = softmax(Q̃ Kᵀ / √d)
 *
 *     A⁺ ≈ Z_i      Z₀ = Aᵀ / (‖A‖₁ ‖A‖_∞)      Z_{i+1} = Z_i (13 I − T (15 I − T (7 I − T))) / 4      T = A Z_i
 *
 * Q̃ and K̃ are m landmarks, the means of m segments of the sequence: F is n × m, B is m × n, and no product is n × n.
 * Rows of A are probabilities, so that ‖A‖_∞ = 1 and ‖A‖₁ is the largest column sum. conv adds to every token a weighted
 * sum of the values around it, with one kernel a head.
 *
 * Exact limit: with m ≥ n and without conv, F = A = B, and it tends to softmax attention with the iterations: what A Z
 * lacks to I, R, becomes ¾ R³ + ¼ R⁴.
 *
 * Deviations: where m does not divide n, the first n mod m segments are a token longer than the others; the authors' code
 * wants padding up to a multiple of m, after which as few as half of the segments may have tokens. With m > n every token
 * is a landmark, and there are n. Means are over the real tokens of a segment. A segment without any is no landmark: it
 * has no column in F and A, and no row in A and B. Six iterations are not the inverse; as in the authors' code, the
 * gradient is that of the iterations, Z₀ included. As there, no attention dropout: F A⁺ B are no probabilities.
 *
 * Defects avoided: norms are of each matrix, where the authors' default takes the largest of the whole batch, and an
 * example depends on its neighbours; their F and A give weight to segments of padding.
 */
import { z } from "zod";
import { ops, type Tensor } from "../graph/index.ts";
import { attend, biasOf } from "./parts/attention.ts";
import { count, few, kernelSize } from "./parts/options.ts";
import { tokenConv } from "./parts/token-conv.ts";
import { defineVariant, type Layer } from "./variant.ts";

const dropout = { rate: 0, mask: () => [] };

const options = z.strictObject({
  num_landmarks: count.default(64).describe("landmarks, and segments of the sequence: m"),
  conv_kernel_size: kernelSize
    .default(35)
    .describe("tokens under the convolution's kernel, an odd number; 0 leaves it out"),
  n_iter: few.default(6).describe("iterations of the pseudo-inverse"),
});
type Options = z.output<typeof options>;

export const nystromformer = defineVariant({
  title: "Nyströmformer",
  year: 2021,
  paper: "arXiv 2102.03902, algorithm 1",
  options,
  cost: () => ({ text: "n m d + m³", exponent: 1 }),
  mix: (x, layer) =>
    layer.heads(x, ({ q, k, v }) => {
      const { b, n } = layer.size;
      const { num_landmarks, conv_kernel_size: taps, n_iter } = layer.options;
      const m = Math.min(num_landmarks, n);
      const { means, isUsed } = segments(m, layer);
      const [Q, K] = [means(q), means(k)];
      const real = ops.reshape(layer.mask, [b, 1, n]);
      const BV = attend({ q: Q, k, v, mask: real, dropout });
      const ABV = timesInverse(between(Q, K, isUsed), BV, n_iter);
      const y = attend({ q, k: K, v: ABV, mask: ops.reshape(isUsed, [b, 1, m]), dropout });
      return taps === 0 ? y : ops.add(y, skip(v, taps, layer));
    }),
});

/** How `[b, h, n, d]` becomes `[b, h, m, d]`, and which segments have a token, `[b, 1, m, 1]`. */
function segments(m: number, { mask, size: { n } }: Layer<Options>) {
  const shorter = Math.floor(n / m);
  const longer = n % m;
  const parts = [
    ...(longer > 0 ? [segmentsOf(shorter + 1, 0, longer, mask)] : []),
    segmentsOf(shorter, longer * (shorter + 1), m - longer, mask),
  ];
  return {
    means: (t: Tensor) =>
      ops.concat(
        parts.map((part) => part.means(t)),
        2,
      ),
    isUsed: ops.concat(
      parts.map((part) => part.isUsed),
      2,
    ),
  };
}

/** The same of `count` segments of `width` tokens, from token `start` on. */
function segmentsOf(width: number, start: number, count: number, mask: Tensor) {
  const end = start + count * width;
  const real = ops.reshape(ops.slice(mask, 1, start, end), [-1, 1, count, 1, width]);
  const counts = ops.reduceSum(real, -1);
  const weights = ops.div(real, ops.maximum(counts, 1));
  const means = (t: Tensor) => {
    const [b, h, , d] = t.shape as [number, number, number, number];
    const cut = ops.reshape(ops.slice(t, 2, start, end), [b, h, count, width, d]);
    return ops.reshape(ops.matmul(weights, cut), [b, h, count, d]);
  };
  return { means, isUsed: ops.reshape(ops.minimum(counts, 1), [-1, 1, count, 1]) };
}

/** A, `[b, h, m, m]`, with zeros in the rows and columns of segments that are not used. */
function between(Q: Tensor, K: Tensor, isUsed: Tensor): Tensor {
  const scores = ops.matmul(ops.mul(Q, 1 / Math.sqrt(Q.shape.at(-1)!)), K, { transB: true });
  return ops.mul(ops.softmax(ops.add(scores, biasOf(ops.transpose(isUsed)))), isUsed);
}

/** `Z X`, Z the pseudo-inverse of `A [.., m, m]` after so many iterations, `X [.., m, d]`. */
function timesInverse(A: Tensor, X: Tensor, iterations: number): Tensor {
  const I = identity(A.shape.at(-1)!);
  const minusA = ops.neg(A);
  /** Z_{i+1} Y, of which Y = I gives Z_{i+1}. */
  const next = (Z: Tensor, Y: Tensor) => {
    const N = ops.matmul(minusA, Z);
    const timesN = (t: Tensor) => (t === I ? N : ops.matmul(N, t));
    const sum = [7, 15, 13].reduce((t, by) => ops.add(ops.mul(Y, by), timesN(t)), Y);
    return ops.matmul(ops.mul(Z, 1 / 4), sum);
  };
  // Without any landmark all sums are 0.
  const largest = ops.maximum(ops.reduceMax(ops.reduceSum(A, -2), -1), 1);
  let Z = ops.div(ops.transpose(A), largest);
  for (let i = 1; i < iterations; i++) Z = next(Z, I);
  return next(Z, X);
}

function identity(m: number): Tensor {
  const ones = Float32Array.from({ length: m * m }, (_, at) => Number(at % (m + 1) === 0));
  return ops.constant(ones, [m, m]);
}

/** Real tokens only go into the convolution; it begins as PyTorch's does. */
function skip(v: Tensor, taps: number, layer: Layer<Options>): Tensor {
  const { b, h, n } = layer.size;
  const w = layer.param("conv", [h, taps], { kind: "uniform", limit: 1 / Math.sqrt(taps) });
  return tokenConv(ops.mul(v, ops.reshape(layer.mask, [b, 1, n, 1])), w);
}
