import { type Cost, cost } from "../graph/index.ts";
import { type ModelSpec, protocols, refusal, trainStep } from "../model/index.ts";
import type { Variant } from "../variants/index.ts";

/** The powers of n that the cost of a training step grows with, between two lengths. */
export type Growth = Pick<Cost, "flops" | "peakActivationBytes">;

export const growthLengths = [4096, 16384] as const;

const { architecture, optimiser } = protocols.nystromformer.tasks.listops!;

/**
 * Counted, of one example in two layers of 64 features, without dropout; `options` are parsed. `null` where the variant
 * refuses one of the lengths.
 */
export function growthOf(variant: Variant, options: unknown): Growth | null {
  const costs = growthLengths.map((length) => costAt(length, variant, options));
  const [short, long] = costs;
  if (!short || !long) return null;
  const power = (of: keyof Growth) =>
    Math.log(long[of] / short[of]) / Math.log(growthLengths[1] / growthLengths[0]);
  return { flops: power("flops"), peakActivationBytes: power("peakActivationBytes") };
}

/** Why there is no growth: the first length that the variant refuses, and its reason; `null` where there is one. */
export function growthRefusal(variant: Variant, options: unknown): string | null {
  const refused = growthLengths.flatMap((length) => {
    const reason = refusal(modelOf(length, variant, options));
    return reason === null ? [] : `at ${length} tokens ${reason}`;
  });
  return refused[0] ?? null;
}

function costAt(length: number, variant: Variant, options: unknown): Cost | null {
  const model = modelOf(length, variant, options);
  return refusal(model) === null ? cost(trainStep(model, optimiser).graph) : null;
}

function modelOf(length: number, variant: Variant, options: unknown): ModelSpec {
  const data = { batch: 1, length, vocabulary: 256, classes: 10, towers: 1 as const };
  const widths = { ...architecture, dropout: 0, attentionDropout: 0 };
  return { data, architecture: widths, variant, options };
}

/** `n^1.50`; a dash where it is not known. */
export const powerText = (exponent: number | undefined): string =>
  exponent === undefined ? "–" : `n^${exponent.toFixed(2)}`;
