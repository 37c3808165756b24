/**
 * The chance that hyperplanes through the origin do not part two vectors of length 1 with product s: Charikar 2002,
 * "Similarity estimation techniques from rounding algorithms".
 */
import { ops, type Tensor } from "../../graph/index.ts";

/** acos x / √(1 − x) on [0, 1], by powers of x, to 2 · 10⁻⁸: Abramowitz & Stegun 1964, 4.4.46. */
const coefficients = [
  1.570796305, -0.2145988016, 0.0889789874, -0.0501743046, 0.030891881, -0.0170881256, 0.0066700901,
  -0.0012624911,
];

/** `(1 − acos(s) / π)^τ`, by element, of `s` in [-1, 1] but for rounding. CUDA has no `Acos`. */
export function collision(s: Tensor, tau: number): Tensor {
  const x = ops.minimum(ops.abs(s), 1);
  const [last, ...others] = coefficients.map((c) => c / Math.PI).toReversed();
  const series = others.reduce<Tensor>((sum, c) => ops.add(ops.mul(sum, x), c), ops.scalar(last!));
  const angle = ops.mul(ops.sqrt(ops.sub(1, x)), series); // acos |s| / π, at most ½
  const isAcute = ops.cast(ops.greater(s, 0), "float32");
  return power(ops.add(angle, ops.mul(isAcute, ops.sub(1, ops.mul(angle, 2)))), tau);
}

/** By squaring: `Pow` takes a logarithm. */
function power(x: Tensor, exponent: number): Tensor {
  if (exponent === 1) return x;
  const root = power(x, Math.floor(exponent / 2));
  const square = ops.mul(root, root);
  return exponent % 2 === 0 ? square : ops.mul(square, x);
}
