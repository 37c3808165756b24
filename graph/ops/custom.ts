import type { Backward } from "../opset.ts";
import type { Tensor } from "../tensor.ts";
import { buildAll } from "./build.ts";

/**
 * `outputs`, whatever they were made of, as functions of `primals` alone whose gradient is `backward`.
 *
 * `backward` takes the cotangents of the outputs and returns those of the primals (`null` for zero). It may use the
 * outputs returned here, and any tensor of the forward pass that is worth keeping alive. If it takes `gradients` of
 * something rebuilt from those outputs, it must first cut them off with `stopGradient`, or it would be asked again.
 */
export function customGradient(
  primals: readonly Tensor[],
  outputs: readonly Tensor[],
  backward: Backward<Tensor>,
): readonly Tensor[] {
  const inputs = [...primals, ...outputs];
  return buildAll("Custom", inputs, { primals: primals.length, backward }, outputs);
}

/** `x`, through which no gradient flows. */
export const stopGradient = (x: Tensor): Tensor => customGradient([], [x], () => [])[0]!;

/** The value of `hard` with the gradient of `soft`. Bengio et al. 2013, arXiv 1308.3432. */
export const straightThrough = (hard: Tensor, soft: Tensor): Tensor =>
  customGradient([soft], [hard], ([dy]) => [dy!])[0]!;
