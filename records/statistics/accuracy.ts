import { type Scores, trainingVariance } from "./scores.ts";
import { studentPoint } from "./student.ts";
import { type Interval, wilson } from "./summary.ts";

/**
 * 95 % interval of a row's accuracy on test sets of `examples`. The noise of the examples (Wilson) and of training (Student)
 * are joined by the squares of their half-widths: Zou & Donner 2008, Statistics in Medicine 27, 1693-1702. Where the noise of
 * training is not known, it is that of the examples alone.
 */
export function accuracyInterval(
  { means, training }: Pick<Scores, "means" | "training">,
  row: number,
  examples: number,
): Interval {
  const share = means[row]!;
  const test = wilson(share * examples, examples);
  const seeds = training
    ? studentPoint(0.05, training.freedom) * Math.sqrt(trainingVariance(training, row))
    : 0;
  return {
    low: Math.max(0, share - Math.hypot(share - test.low, seeds)),
    high: Math.min(1, share + Math.hypot(test.high - share, seeds)),
  };
}
