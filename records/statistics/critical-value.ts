import { draws, underTies } from "./draws.ts";
import { type Scores, trainingVariance } from "./scores.ts";

/**
 * The distance in standard errors that the largest of all pairs' differences passes in 5 % of cases where all rows are equally
 * good. Of rows that share no noise it is Tukey's studentised range over √2.
 */
export function criticalValue(scores: Scores): number {
  const count = scores.means.length;
  const pairs = Array.from({ length: count }, (_, i) =>
    Array.from({ length: i }, (_, j) => [i, j] as const),
  ).flat();
  if (pairs.length === 0) return 0;
  const examples = Float64Array.from(pairs, ([i, j]) => exampleVariance(scores, i, j));
  const draw = underTies(scores);
  const training = new Float64Array(count);
  const largest = new Float64Array(draws);
  for (let k = 0; k < draws; k++) {
    const { noise, spread } = draw();
    for (let i = 0; i < count; i++) training[i] = trainingVariance(scores.training, i, spread);
    let most = 0;
    for (let i = 1, at = 0; i < count; i++) {
      for (let j = 0; j < i; j++, at++) {
        const difference = noise[i]! - noise[j]!;
        const square = difference ** 2 / (examples[at]! + training[i]! + training[j]!);
        if (square > most) most = square;
      }
    }
    largest[k] = Math.sqrt(most);
  }
  return largest.sort()[Math.ceil(0.95 * draws) - 1]!;
}

/** Of the difference of two rows' means. */
export const varianceOf = (scores: Scores, i: number, j: number): number =>
  exampleVariance(scores, i, j) +
  trainingVariance(scores.training, i) +
  trainingVariance(scores.training, j);

const exampleVariance = ({ examples }: Scores, i: number, j: number): number =>
  examples[i]![i]! + examples[j]![j]! - 2 * examples[i]![j]!;
