import { type Cost, cost } from "../graph/index.ts";
import { protocols, refusal, trainStep } from "../model/index.ts";
import type { Variant } from "../variants/index.ts";

/** The powers of n that the cost of a training step grows with, between two lengths. */
export type Growth = Pick<Cost, "flops" | "peakActivationBytes">;

export const growthLengths = [4096, 16384] as const;

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

function costAt(length: number, variant: Variant, options: unknown): Cost | null {
  const { architecture, optimiser } = protocols.nystromformer.tasks.listops!;
  const data = { batch: 1, length, vocabulary: 256, classes: 10, towers: 1 as const };
  const widths = { ...architecture, dropout: 0, attentionDropout: 0 };
  const model = { data, architecture: widths, variant, options };
  return refusal(model) === null ? cost(trainStep(model, optimiser).graph) : null;
}

/** `n^1.50`; a dash where it is not known. */
export const powerText = (exponent: number | undefined): string =>
  exponent === undefined ? "–" : `n^${exponent.toFixed(2)}`;
