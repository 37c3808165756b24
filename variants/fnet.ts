/**
 * FNet — Lee-Thorp et al. 2021, arXiv 2105.03824, eq. 3.
 *
 *     Y = Re(F_n X F_e) / √(n e)      (F_m)_{jk} = e^{−2πi jk / m}
 *
 *     Z[k₂, t₁] = Σ_{t₂} e^{−2πi t₂ k₂ / n₂} X[n₁ t₂ + t₁]      V[k] = Σ_{t₁} e^{−2πi t₁ k / n} Z[k₂, t₁]
 *     Y[±k] = Re V[k] C ± Im V[k] S      k = k₂ + n₂ k₁      F_e / √(n e) = C − iS
 *
 * The tokens X are mixed over their places and over their features, and nothing is trained. With n = n₁ n₂, the factors
 * near √n, the transform over places is two products (Cooley & Tukey 1965). X is real, so that V[−k] is the conjugate
 * of V[k], and half of k₂ is enough.
 *
 * Exact limit: it is the transform as defined, with all n e terms of every number added up.
 *
 * Deviations: the transform is divided by √(n e), which makes it unitary; the paper's is not, since it normalises after
 * the sum with X, where this model normalises before, and nothing would bring the sum back to size. Padded tokens are
 * zero before they are mixed, where the authors' code mixes them in. What comes out hangs on the length that a sequence
 * is padded to, as theirs does; `multiple` is ours, and keeps that length from being a prime. The claim of the paper is
 * n log n; two stages take n √n, where PyTorch has a library's transform: at 1,024 tokens a training step takes 0.34 to
 * 0.45 of the time of PyTorch's, those of the other variants 0.17 to 0.27. No attention dropout: there are no probabilities.
 *
 * Defects avoided: the real part is taken once, at the end, and not after each of the transforms.
 */
import { z } from "zod";
import { ops, type Tensor } from "../graph/index.ts";
import { count } from "./parts/options.ts";
import { defineVariant, type Size } from "./variant.ts";

/** Lengths that are multiples of it split into factors near √n, up to 65,536 tokens. */
const goodMultiple = 64;

export const fnet = defineVariant({
  title: "FNet",
  year: 2021,
  paper: "arXiv 2105.03824, eq. 3",
  options: z.strictObject({
    multiple: count
      .default(goodMultiple)
      .describe("what the number of tokens is padded to a multiple of, to split into two factors"),
  }),
  cost: () => ({ text: "n √n e", exponent: 1.5 }),
  multipleOf: ({ multiple }) => multiple,
  refuses: (_, { n }, tokens = n) => {
    const [n1, n2] = factors(n);
    if (16 * n1 >= n2) return null;
    // Below 64 it is the padded length itself, of at most twice the tokens.
    const enough = Math.min(goodMultiple, 2 ** Math.floor(Math.log2(2 * tokens)));
    return `multiple: n must have two factors near its root: got ${n} = ${n1} · ${n2}. Use ${enough}.`;
  },
  mix: (x, layer) => {
    const { b, n } = layer.size;
    const transform = fourier(layer.size);
    const real = ops.mul(x, ops.reshape(layer.mask, [b, n, 1]));
    // F_n and F_e are symmetric: the gradient is the transform itself.
    return ops.customGradient([real], [transform(real)], ([dy]) => [transform(dy!)])[0]!;
  },
});

/** `n₁ ≤ n₂`, as near to each other as can be. */
function factors(n: number): readonly [n1: number, n2: number] {
  let n1 = Math.floor(Math.sqrt(n));
  while (n % n1 !== 0) n1--;
  return [n1, n / n1];
}

/** Re(F_n x F_e) / √(n e), `[b, n, e] → [b, n, e]`. Complex numbers are pairs of real rows, one below the other. */
function fourier({ b, n, e }: Size): (x: Tensor) => Tensor {
  const [n1, n2] = factors(n);
  const half = Math.floor(n2 / 2) + 1; // k₂ = 0, …, ⌊n₂ / 2⌋
  const inner = waves([half, 1, n2], n2, (k2, _, t2) => t2 * k2);
  const outer = waves([half, n1, n1], n, (k2, k1, t1) => t1 * (k2 + n2 * k1));
  const features = waves([1, e, e], e, (_, j, k) => j * k);
  const A = ops.reshape(below(inner.cos, ops.neg(inner.sin)), [2 * half, n2]);
  const B = ops.reshape(
    below(beside(outer.cos, outer.sin), beside(ops.neg(outer.sin), outer.cos)),
    [half, 2 * n1, 2 * n1],
  );
  const signs = ops.concat(
    [beside(features.cos, features.cos), beside(features.sin, ops.neg(features.sin))],
    1,
  );
  const W = ops.mul(ops.reshape(signs, [2 * e, 2 * e]), 1 / Math.sqrt(n * e));
  const places = ops.constant(order(n, n1, n2, half), [n]);
  return (x) => {
    const Z = ops.matmul(A, ops.reshape(x, [b, n2, n1 * e])); // [b, (k₂, re | im), (t₁, e)]
    const V = ops.matmul(B, ops.reshape(Z, [b, half, 2 * n1, e])); // [b, k₂, (k₁, re | im), e]
    const Y = ops.matmul(ops.reshape(V, [b * half * n1, 2 * e]), W); // [(b, k₂, k₁), (+ | −, e)]
    return ops.gather(ops.reshape(Y, [b, half * n1 * 2, e]), places, 1);
  };
}

/** Where Y[k] stands, for every k: among the `k₂ < half`, or with the sign − at the place of −k. */
function order(n: number, n1: number, n2: number, half: number): Int32Array {
  const place = (k: number) => (k % n2) * n1 + Math.floor(k / n2);
  return Int32Array.from({ length: n }, (_, k) =>
    k % n2 < half ? 2 * place(k) : 2 * place(n - k) + 1,
  );
}

/** cos and sin of 2π / m times `turns(g, row, column)`, an integer: `[groups, rows, columns]` each. */
function waves(
  shape: readonly [groups: number, rows: number, columns: number],
  m: number,
  turns: (g: number, row: number, column: number) => number,
): { readonly cos: Tensor; readonly sin: Tensor } {
  const [groups, rows, columns] = shape;
  const angles = Float64Array.from({ length: groups * rows * columns }, (_, at) => {
    const row = Math.floor(at / columns);
    return (2 * Math.PI * (turns(Math.floor(row / rows), row % rows, at % columns) % m)) / m;
  });
  return {
    cos: ops.constant(Float32Array.from(angles, Math.cos), shape),
    sin: ops.constant(Float32Array.from(angles, Math.sin), shape),
  };
}

const beside = (left: Tensor, right: Tensor): Tensor => ops.concat([left, right], 2);

/** Row by row: `[g, rows, columns]` twice to `[g, rows, 2, columns]`. */
const below = (upper: Tensor, lower: Tensor): Tensor =>
  ops.concat(
    [upper, lower].map((t) => ops.reshape(t, [...t.shape.slice(0, 2), 1, t.shape[2]!])),
    2,
  );
