/**
 * Fourier transforms as matrix products: no provider but the CPU's has a fast `DFT` kernel, and CUDA has none.
 *
 *     X[k₂ + N₂ k₁] = Σ_{n₁} ω_{N₁}^{n₁ k₁} ω_N^{n₁ k₂} Σ_{n₂} ω_{N₂}^{n₂ k₂} x[N₁ n₂ + n₁]      ω_N = e^{-2πi/N}
 *
 * With N = N₁ N₂ a transform costs N (N₁ + N₂) products in place of N². Cooley & Tukey 1965. Its gradient follows from
 * the products' own.
 */
import { ShapeError } from "../errors.ts";
import { show, type Tensor } from "../tensor.ts";
import { constant } from "./build.ts";
import { type Complex, complex, complexMul, complexScale, conjugate, eachPart } from "./complex.ts";
import { add, sub } from "./elementwise.ts";
import { pad, reshape, slice, transpose } from "./layout.ts";
import { matmul } from "./linear.ts";

/** The discrete Fourier transform along the last axis, whose length is a power of two. Not scaled. */
export function fft(x: Complex): Complex {
  const n = powerOfTwo("fft", x.re);
  if (n <= 16) return multiply(x, dftMatrix(n));
  const n1 = 2 ** Math.floor(Math.log2(n) / 2);
  const n2 = n / n1;
  const lead = x.re.shape.slice(0, -1);
  const columns = eachPart(x, (part) => transpose(reshape(part, [...lead, n2, n1]))); // [..., n1, n2]
  const inner = complexMul(multiply(columns, dftMatrix(n2)), twiddles(n1, n2)); // [..., n1, k2]
  const outer = multiply(
    eachPart(inner, (part) => transpose(part)),
    dftMatrix(n1),
  ); // [..., k2, k1]
  return eachPart(outer, (part) => reshape(transpose(part), [...lead, n]));
}

/** The inverse of `fft`, scaled by 1 / n. */
export const inverseFft = (x: Complex): Complex =>
  complexScale(conjugate(fft(conjugate(x))), 1 / x.re.shape.at(-1)!);

/** `y[t] = Σ_{s <= t} x[s] k[t - s]`: causal convolution along the last axis, `x [..., n]` and `k [..., n]`. */
export function fftConv(x: Tensor, k: Tensor): Tensor {
  const n = x.shape.at(-1)!;
  if (k.shape.at(-1) !== n) {
    throw new ShapeError(`fftConv: x and k must have one length: got ${show(x)} and ${show(k)}.`);
  }
  const length = 2 ** Math.ceil(Math.log2(2 * n));
  const spectrum = (t: Tensor) => fft(complex(pad(t, -1, 0, length - n)));
  return slice(inverseFft(complexMul(spectrum(x), spectrum(k))).re, -1, 0, n);
}

/** `x [..., n] · w [n, n]`, both complex. */
const multiply = (x: Complex, w: Complex): Complex => ({
  re: sub(matmul(x.re, w.re), matmul(x.im, w.im)),
  im: add(matmul(x.re, w.im), matmul(x.im, w.re)),
});

/** ω_n^{jk}, [n, n]. */
const dftMatrix = (n: number): Complex => roots([n, n], n);

/** ω_{n1 n2}^{jk}, [n1, n2]. */
const twiddles = (n1: number, n2: number): Complex => roots([n1, n2], n1 * n2);

function roots(shape: readonly [number, number], n: number): Complex {
  const table = (f: (angle: number) => number) =>
    constant(
      Float32Array.from({ length: shape[0] * shape[1] }, (_, i) => {
        const [j, k] = [Math.floor(i / shape[1]), i % shape[1]];
        return f((-2 * Math.PI * ((j * k) % n)) / n);
      }),
      shape,
    );
  return complex(table(Math.cos), table(Math.sin));
}

function powerOfTwo(op: string, x: Tensor): number {
  const n = x.shape.at(-1) ?? 0;
  if (n < 1 || !Number.isInteger(Math.log2(n)) || x.shape.length < 2) {
    throw new ShapeError(
      `${op}: need [..., n] of rank 2 or more with n a power of two: got ${show(x)}. Pad it.`,
    );
  }
  return n;
}
