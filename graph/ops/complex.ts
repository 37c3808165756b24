import { ShapeError } from "../errors.ts";
import { sameShape } from "../shape.ts";
import { show, type Tensor } from "../tensor.ts";
import { type Operand, zeros } from "./build.ts";
import { add, cos, exp, mul, neg, sin, sub } from "./elementwise.ts";

/** A complex tensor as a pair of real ones of one shape: no provider has complex numbers. */
export interface Complex {
  readonly re: Tensor;
  readonly im: Tensor;
}

export function complex(re: Tensor, im: Tensor = zeros(re.shape)): Complex {
  if (!sameShape(re.shape, im.shape)) {
    throw new ShapeError(
      `complex: both parts must have one shape: got ${show(re)} and ${show(im)}.`,
    );
  }
  return { re, im };
}

export const complexAdd = (a: Complex, b: Complex): Complex => ({
  re: add(a.re, b.re),
  im: add(a.im, b.im),
});

export const complexMul = (a: Complex, b: Complex): Complex => ({
  re: sub(mul(a.re, b.re), mul(a.im, b.im)),
  im: add(mul(a.re, b.im), mul(a.im, b.re)),
});

/** By a real factor. */
export const complexScale = (z: Complex, by: Operand): Complex => ({
  re: mul(z.re, by),
  im: mul(z.im, by),
});

export const conjugate = (z: Complex): Complex => ({ re: z.re, im: neg(z.im) });

/** `|z|²`, real. */
export const squaredModulus = (z: Complex): Tensor => add(mul(z.re, z.re), mul(z.im, z.im));

/** `e^z = e^re (cos im + i sin im)`. */
export function complexExp(z: Complex): Complex {
  const modulus = exp(z.re);
  return { re: mul(modulus, cos(z.im)), im: mul(modulus, sin(z.im)) };
}

/** Apply one real-linear rearrangement to both parts: `each(z, (part) => reshape(part, …))`. */
export const eachPart = (z: Complex, f: (part: Tensor) => Tensor): Complex => ({
  re: f(z.re),
  im: f(z.im),
});
