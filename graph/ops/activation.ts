import { axisOf } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { build } from "./build.ts";
import { customGradient } from "./custom.ts";
import { add, erf, exp, mul, sigmoid, sub, tanh } from "./elementwise.ts";
import { logSumExp } from "./reduce.ts";

export const relu = (x: Tensor): Tensor => build("Relu", [x], {}, x.shape);
/** `x` where positive, else `e^x - 1`. */
export const elu = (x: Tensor): Tensor => build("Elu", [x], {}, x.shape);
/** `log(1 + e^x)`. */
export const softplus = (x: Tensor): Tensor => build("Softplus", [x], {}, x.shape);
/** `x σ(x)`. Ramachandran et al. 2017, arXiv 1710.05941. */
export const silu = (x: Tensor): Tensor => mul(x, sigmoid(x));

/** `e^x / Σ e^x` along `axis`. */
export const softmax = (x: Tensor, axis = -1): Tensor =>
  build("Softmax", [x], { axis: axisOf("softmax", x, axis) }, x.shape);

/** `x - log Σ e^x` along `axis`. */
export const logSoftmax = (x: Tensor, axis = -1): Tensor => sub(x, logSumExp(x, axis));

/** `x Φ(x)`, Φ the normal distribution function. Hendrycks & Gimpel 2016, arXiv 1606.08415. */
export function gelu(x: Tensor): Tensor {
  const cdf = add(mul(erf(mul(x, Math.SQRT1_2)), 0.5), 0.5);
  const density = () => mul(exp(mul(mul(x, x), -0.5)), 1 / Math.sqrt(2 * Math.PI));
  // ȳ (Φ + x φ): by hand, since it needs fewer passes than the chain rule over erf.
  return customGradient([x], [mul(x, cdf)], ([dy]) => [mul(dy!, add(cdf, mul(x, density())))])[0]!;
}

/** The tanh approximation of `gelu`: JAX's default, and so the benchmark's. Same paper, section 2. */
export function geluTanh(x: Tensor): Tensor {
  const inner = mul(mul(x, add(mul(mul(x, x), 0.044715), 1)), Math.sqrt(2 / Math.PI));
  return mul(x, mul(add(tanh(inner), 1), 0.5));
}
