/**
 * YOSO
 */
import { z } from "zod";
import { ops, sizeOf, type Tensor } from "../graph/index.ts";
import { type Buckets, bucketSums, bucketsOf, firstHashes, weightedSums } from "./parts/buckets.ts";
import { collision } from "./parts/collision.ts";
import { inGroups } from "./parts/groups.ts";
import { tokenConv } from "./parts/token-conv.ts";
import { defineVariant, type Layer } from "./variant.ts";

const options = z
  .strictObject({
    mode: z
      .enum(["sampled", "expectation"])
      .default("sampled")
      .describe("B by hashes, or its expected value for every pair"),
    hash_code_len: z.number().int().positive().default(11).describe("bits of a hash: τ"),
    num_hash: z.number().int().positive().default(16).describe("hashes: m"),
    num_hash_b: z
      .number()
      .int()
      .positive()
      .default(2)
      .describe("those of them that sample the gradient by queries and keys: g"),
    conv_window: z
      .number()
      .int()
      .nonnegative()
      .default(0)
      .refine((taps) => taps <= 0 || taps % 2 === 1, {
        error: ({ input }) =>
          `must be odd, or 0 for no convolution: got ${input}. Use ${Number(input) + 1}.`,
      })
      .describe("tokens under the convolution's kernel; 0 leaves it out"),
  })
  .refine(({ num_hash, num_hash_b }) => num_hash_b <= num_hash, {
    path: ["num_hash_b"],
    error: "must be at most num_hash. Give fewer, or more of num_hash.",
  });

type Options = z.infer<typeof options>;

/** Numbers that the products of values and keys are made of, at a time: 16 MiB of them. */
const mostProducts = 2 ** 22;

export const yoso = defineVariant({
  title: "YOSO",
  year: 2021,
  paper: "arXiv 2111.09714",
  options,
  cost: ({ mode }) =>
    mode === "sampled"
      ? { text: "n m (τ + 1) d + n g d²", exponent: 1 }
      : { text: "n² d", exponent: 2 },
  refuses: ({ mode, hash_code_len: t }, { n }) => {
    const most = Math.floor(24 - Math.log2(n));
    if (mode === "expectation" || t <= most) return null;
    return `hash_code_len: 2^hash_code_len times tokens must be at most 2^24, to be sorted exactly: got ${t} for ${n} tokens. Try ${most}.`;
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
  const { h, d } = layer.size;
  const { hash_code_len: t, num_hash: m, num_hash_b: g } = layer.options;
  const R = layer.random("hyperplanes", [h, d, m * t], "normal");
  const [asking, ids] = [q, k].map((x) => codes(x, R, m));
  const [keys, queries] = [bucketsOf(ids!, asking!, 2 ** t), bucketsOf(asking!, ids!, 2 ** t)];
  return ops.customGradient([q, k, v], [bucketSums(v, keys)], ([dy]) => {
    const dq = byFeatures(dy!, v, k, firstHashes(keys, g));
    const dk = byFeatures(v, dy!, q, firstHashes(queries, g));
    const scale = ((t / 2) * m) / g;
    return [ops.mul(dq, scale), ops.mul(dk, scale), bucketSums(dy!, queries)];
  })[0]!;
}

/** The numbers that the bits of each hash make, `[b, h, m, n]`. */
function codes(x: Tensor, R: Tensor, m: number): Tensor {
  const [b, h, n] = x.shape as [number, number, number];
  const t = R.shape.at(-1)! / m;
  const bits = ops.cast(ops.greater(ops.matmul(x, R), 0), "float32");
  const powers = Float32Array.from({ length: t }, (_, i) => 2 ** i);
  const code = ops.matmul(ops.reshape(bits, [b, h, n, m, t]), ops.constant(powers, [t, 1]));
  return ops.stopGradient(ops.transpose(ops.reshape(code, [b, h, n, m]), [0, 1, 3, 2]));
}

/** `weightedSums`, a few features of `w` and `z` at a time. */
function byFeatures(w: Tensor, z: Tensor, x: Tensor, buckets: Buckets): Tensor {
  const d = z.shape.at(-1)!;
  const each = sizeOf(buckets.rows.shape) * d;
  const r = Math.max(1, Math.min(d, Math.floor(mostProducts / each)));
  const lengths = Array.from({ length: Math.ceil(d / r) }, (_, i) => Math.min(r, d - i * r));
  const [W, Z] = [w, z].map((t) => ops.split(t, -1, lengths));
  return lengths
    .map((_, i) => weightedSums(W![i]!, Z![i]!, x, buckets))
    .reduce((sum, part) => ops.add(sum, part));
}

/** A kernel a head, along the sequence. */
function skip(v: Tensor, taps: number, layer: Layer<Options>): Tensor {
  const limit = 1 / Math.sqrt(taps);
  return tokenConv(v, layer.param("conv", [layer.size.h, taps], { kind: "uniform", limit }));
}
