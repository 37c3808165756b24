import { ops, type Tensor } from "../graph/index.ts";
import type { Optimiser } from "./spec.ts";

/** What changes from step to step, as scalars that are fed. */
export interface StepScalars {
  readonly learningRate: Tensor;
  /** 1 / (1 − β₁ᵗ) and 1 / (1 − β₂ᵗ). */
  readonly correction1: Tensor;
  readonly correction2: Tensor;
}

export interface OptimiserState {
  readonly parameters: Tensor;
  readonly firstMoment: Tensor;
  readonly secondMoment: Tensor;
}

/**
 * One AdamW step on flat vectors: `w, g, m, v [p] → w, m, v [p]`.
 *
 *     m ← β₁ m + (1 − β₁) g     v ← β₂ v + (1 − β₂) g²     w ← w − η (m̂ / (√v̂ + ε) + λ w)
 *
 * Loshchilov & Hutter 2019, arXiv 1711.05101, alg. 2. As in the benchmark, λ is times the learning rate and falls on
 * every parameter, biases and gains included.
 */
export function adamW(
  { parameters: w, firstMoment, secondMoment }: OptimiserState,
  g: Tensor,
  { learningRate, correction1, correction2 }: StepScalars,
  { beta1, beta2, epsilon, weightDecay }: Optimiser,
): OptimiserState {
  const m = ops.add(ops.mul(firstMoment, beta1), ops.mul(g, 1 - beta1));
  const v = ops.add(ops.mul(secondMoment, beta2), ops.mul(ops.square(g), 1 - beta2));
  const root = ops.add(ops.sqrt(ops.mul(v, correction2)), epsilon);
  const adam = ops.div(ops.mul(m, correction1), root);
  const step = weightDecay === 0 ? adam : ops.add(adam, ops.mul(w, weightDecay));
  return { parameters: ops.sub(w, ops.mul(step, learningRate)), firstMoment: m, secondMoment: v };
}

/** `g` times min(1, limit / ‖g‖). Pascanu et al. 2013, arXiv 1211.5063. */
export function clipByNorm(g: Tensor, limit: number): Tensor {
  const norm = ops.sqrt(ops.reduceSum(ops.square(g)));
  return ops.mul(g, ops.minimum(ops.div(limit, ops.maximum(norm, 1e-12)), 1));
}
