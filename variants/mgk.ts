/**
 * Transformer-MGK — Nguyen et al. 2021, arXiv 2110.08678, eq. 9 to 14.
 *
 *     y_i = Σ_j A_ij v_j      A_ij ∝ Σ_r π_r exp(−‖q_i − k_jr‖² / 2σ²)      σ² = √d
 *
 *     mixture:  π_r trained, between 0 and 1
 *     soft:     π_jr ← mean_i γ_ijr      γ_ijr = π_jr exp(−‖q_i − k_jr‖² / 2σ²) / Σ_s π_js exp(−‖q_i − k_js‖² / 2σ²)
 *     hard:     A_ij ∝ exp(−min_r ‖q_i − k_jr‖² / 2σ²)
 *     linear:   A_ij ∝ φ(q_i)ᵀ Σ_r π_r φ(k_jr)      φ(x) = elu(x) + 1
 *
 * Token j has M keys: projections of their own, k_jr = W_r x_j, or shifts of one, k_jr = k_j − b_r with b_1 = 0. ‖q_i‖²
 * cancels, so the sum over r and j is one softmax over M n keys:
 *
 *     y_i = Σ_jr softmax_jr(q_iᵀ k_jr / √d − ‖k_jr‖² / 2√d + log π_r) v_j
 *
 * Exact limit: with all k_jr equal over r, and equally long over j, it is softmax attention; for `linear`, whatever
 * their length, it is the Linear Transformer.
 *
 * Deviations: dropout drops one of a token's M probabilities at a time, where that of the paper's code drops their sum;
 * `linear` has none, since it has no probabilities, and takes the Linear Transformer's ε. The M-step counts every query
 * of the batch; a place that no token of the batch fills keeps its π.
 *
 * Defects avoided: no exponential is taken of a bare distance, under which far queries see nothing, and weights are
 * normalised once, after the mixture; padded queries have no part in the M-step; `linear` mixes features of keys, as eq.
 * 14 says, not keys.
 */
import { z } from "zod";
import { ops, type Tensor } from "../graph/index.ts";
import { attend, biasOf } from "./parts/attention.ts";
import { kernelMean, positive } from "./parts/kernel-mean.ts";
import { few } from "./parts/options.ts";
import { defineVariant, type Layer } from "./variant.ts";

/** Keeps the logarithm of π finite. */
const leastPi = 1e-6;

/** What a place without tokens counts for. */
const epsilon = 1e-6;

const options = z.strictObject({
  M: few.default(2).describe("keys of a token"),
  mode: z
    .enum(["mixture", "soft", "hard", "linear"])
    .default("mixture")
    .describe("how a token's keys are weighed: π trained, π by soft or by hard EM, linear"),
  shifted: z
    .boolean()
    .default(false)
    .describe("whether a token's keys are shifts of one key, in place of projections (sMGK)"),
});
type Options = z.output<typeof options>;

export const mgk = defineVariant({
  title: "Transformer-MGK",
  year: 2021,
  paper: "arXiv 2110.08678, eq. 9 to 14",
  options,
  cost: ({ mode }) =>
    mode === "linear" ? { text: "M n d²", exponent: 1 } : { text: "M n² d", exponent: 2 },
  mix: (x, layer) => {
    const { M, shifted, mode } = layer.options;
    const [q, ...others] = layer.project("projections", x, 2 + (shifted ? 1 : M));
    const heads = {
      q: q!,
      keys: shifted ? shifts(others[0]!, layer) : ops.concat(others.slice(0, M).map(asOne), 2),
      v: others.at(-1)!,
    };
    return layer.merge("out", mixers[mode](heads, layer));
  },
});

interface Heads {
  /** `[b, h, n, d]`, as is `v`. */
  readonly q: Tensor;
  /** `[b, h, M, n, d]` */
  readonly keys: Tensor;
  readonly v: Tensor;
}

type Mixer = (heads: Heads, layer: Layer<Options>) => Tensor;

const mixers: { readonly [mode in Options["mode"]]: Mixer } = { mixture, soft, hard, linear };

/** `[b, h, n, d] → [b, h, 1, n, d]` */
const asOne = (k: Tensor): Tensor => ops.reshape(k, k.shape.toSpliced(2, 0, 1));

/** `k_j − b_r`, `k [b, h, n, d] → [b, h, M, n, d]` */
function shifts(k: Tensor, layer: Layer<Options>): Tensor {
  const { h, d } = layer.size;
  const { M } = layer.options;
  if (M === 1) return asOne(k);
  const b = layer.param("b", [h, M - 1, 1, d], { kind: "normal", sd: 0.5 });
  return ops.sub(asOne(k), ops.pad(b, 1, 1, 0));
}

function mixture(heads: Heads, layer: Layer<Options>): Tensor {
  return overAllKeys(heads, ops.reshape(ops.log(trainedPi(layer)), [-1, 1]), layer);
}

function soft(heads: Heads, layer: Layer<Options>): Tensor {
  const { h, n } = layer.size;
  const { M } = layer.options;
  const pi = layer.state("pi", [h, M, n], { kind: "constant", value: 1 / M });
  const logPi = ops.log(ops.maximum(pi.value, leastPi));
  if (layer.isTraining) {
    const [shares, counts] = responsibilities(heads, logPi, layer);
    // Where no token stood, both are 0 and π stays.
    pi.update(ops.div(ops.add(shares, ops.mul(pi.value, epsilon)), ops.add(counts, epsilon)));
  }
  return overAllKeys(heads, logPi, layer);
}

function hard({ q, keys, v }: Heads, layer: Layer<Options>): Tensor {
  const { b, h, n } = layer.size;
  const hidden = biasOf(ops.reshape(layer.mask, [b, 1, 1, n]));
  const scores = ops.matmul(...factors(q, keys, hidden), { transB: true });
  const nearest = ops.reduceMax(ops.reshape(scores, [b, h, n, -1, n]), 3, false);
  return ops.matmul(layer.attentionDropout.apply(ops.softmax(nearest)), v);
}

function linear({ q, keys, v }: Heads, layer: Layer<Options>): Tensor {
  const pi = ops.reshape(trainedPi(layer), [-1, 1, 1]);
  const K = ops.reduceSum(ops.mul(positive(keys), pi), 2, false); // [b, h, n, d]
  return kernelMean(positive(q), K, v, layer.mask);
}

/** π `[M]` */
function trainedPi(layer: Layer<Options>): Tensor {
  const { M } = layer.options;
  return ops.clip(layer.param("pi", [M], { kind: "constant", value: 1 / M }), leastPi, 1);
}

/** `y` as one softmax over M n keys, `logPi` broadcasting to `[b, h, M, n]`. */
function overAllKeys({ q, keys, v }: Heads, logPi: Tensor, layer: Layer<Options>): Tensor {
  const { b, n, d } = layer.size;
  const copies = (t: Tensor, axis: number) => ops.concat(Array(layer.options.M).fill(t), axis);
  const [Q, K] = factors(q, keys, logPi);
  const y = attend({
    q: ops.mul(Q, Math.sqrt(d + 1)), // by which attend divides
    k: K,
    v: copies(ops.pad(v, -1, 0, 1), 2), // as many features as keys have
    mask: copies(ops.reshape(layer.mask, [b, 1, n]), 2),
    dropout: layer.attentionDropout,
  });
  return ops.slice(y, -1, 0, d);
}

/**
 * `Q [b, h, n, d + 1]` and `K [b, h, M n, d + 1]` with Q Kᵀ = q_iᵀ k_jr / √d − ‖k_jr‖² / 2√d + `bias`, which broadcasts to
 * `[b, h, M, n]`: what hangs on the key alone is one feature more.
 */
function factors(q: Tensor, keys: Tensor, bias: Tensor): readonly [Q: Tensor, K: Tensor] {
  const [b, h, M, n, d] = keys.shape as [number, number, number, number, number];
  const lengths = ops.reduceSum(ops.square(keys), -1, false);
  const column = ops.add(ops.mul(lengths, -0.5 / Math.sqrt(d)), bias);
  const K = ops.concat([keys, ops.reshape(column, [b, h, M, n, 1])], -1);
  const Q = ops.pad(ops.mul(q, 1 / Math.sqrt(d)), -1, 0, 1, 1);
  return [Q, ops.reshape(K, [b, h, M * n, d + 1])];
}

/** `Σ_i γ_ijr [h, M, n]` over the real queries of all documents in which token j is real, and how many there are `[1, n]`. */
function responsibilities(
  { q, keys }: Heads,
  logPi: Tensor,
  layer: Layer<Options>,
): readonly [shares: Tensor, counts: Tensor] {
  const { b, h, n } = layer.size;
  const [Q, K] = factors(q, keys, logPi);
  const scores = ops.reshape(ops.matmul(Q, K, { transB: true }), [b, h, n, -1, n]);
  const powers = ops.exp(ops.sub(scores, ops.reduceMax(scores, 3)));
  const gamma = ops.div(powers, ops.reduceSum(powers, 3));
  const real = (...shape: number[]) => ops.reshape(layer.mask, shape);
  const sums = ops.matmul(real(b, 1, 1, n), ops.reshape(gamma, [b, h, n, -1]));
  const shares = ops.mul(ops.reshape(sums, [b, h, -1, n]), real(b, 1, 1, n));
  const counts = ops.mul(real(b, 1, n), ops.reduceSum(real(b, 1, n), 2));
  return [ops.reduceSum(shares, 0, false), ops.reduceSum(counts, 0, false)];
}
