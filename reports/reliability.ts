import { type Answers, type Interval, wilson } from "../records/index.ts";

/** How far the confidence of answers is to be believed. */
export interface Reliability {
  readonly bins: readonly Bin[];
  /**
   * Expected calibration error, 0 to 1: mean distance of confidence and accuracy, bins weighted by their examples.
   * Naeini et al. 2015, "Obtaining Well Calibrated Probabilities Using Bayesian Binning".
   */
  readonly error: number;
  readonly examples: number;
}

/** Answers of like confidence. Shares 0 to 1; the Wilson 95 % interval is of the accuracy. */
export interface Bin extends Interval {
  readonly examples: number;
  readonly confidence: number;
  readonly accuracy: number;
}

/** `null` of no answers. */
export function reliabilityOf({ calibration }: Pick<Answers, "calibration">): Reliability | null {
  const examples = calibration.reduce((sum, bin) => sum + bin.examples, 0);
  if (examples === 0) return null;
  const bins = calibration.map(({ examples, correct, confidence }) => ({
    examples,
    confidence,
    accuracy: correct / examples,
    ...wilson(correct, examples),
  }));
  const distances = bins.map((bin) => bin.examples * Math.abs(bin.accuracy - bin.confidence));
  return { bins, error: distances.reduce((sum, each) => sum + each, 0) / examples, examples };
}
