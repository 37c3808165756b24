import { ShapeError } from "../errors.ts";
import { show, type Tensor } from "../tensor.ts";
import { buildAll, ones, zeros } from "./build.ts";
import { add, mul, rsqrt, square } from "./elementwise.ts";
import { reshape } from "./layout.ts";
import { reduceMean } from "./reduce.ts";

/** `γ (x - mean) / √(variance + ε) + β` over the last axis. Ba et al. 2016, arXiv 1607.06450. */
export function layerNorm(
  x: Tensor,
  gamma: Tensor | null = null,
  beta: Tensor | null = null,
  epsilon = 1e-6,
): Tensor {
  const n = lastAxis("layerNorm", x);
  const scale = gamma ?? ones([n]);
  const bias = beta ?? zeros([n]);
  for (const p of [scale, bias]) {
    if (p.shape.length !== 1 || p.shape[0] !== n) {
      throw new ShapeError(
        `layerNorm: gamma and beta must be [${n}]: got ${show(p)} for ${show(x)}.`,
      );
    }
  }
  // The gradient is made of matrix products, so a vector is one row.
  if (x.shape.length === 1) {
    return reshape(layerNorm(reshape(x, [1, n]), scale, bias, epsilon), [n]);
  }
  const statistics = { shape: [...x.shape.slice(0, -1), 1], dtype: x.dtype };
  return buildAll("LayerNormalization", [x, scale, bias], { epsilon }, [
    x,
    statistics,
    statistics,
  ])[0]!;
}

/** `γ x / √(mean x² + ε)` over the last axis. Zhang & Sennrich 2019, arXiv 1910.07467. */
export function rmsNorm(x: Tensor, gamma: Tensor | null = null, epsilon = 1e-6): Tensor {
  const unit = mul(x, rsqrt(add(reduceMean(square(x), -1), epsilon)));
  return gamma ? mul(unit, gamma) : unit;
}

function lastAxis(op: string, x: Tensor): number {
  const n = x.shape.at(-1);
  if (n === undefined) throw new ShapeError(`${op}: need at least one axis: got ${show(x)}.`);
  return n;
}
