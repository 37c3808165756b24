import { incompleteBeta } from "./beta.ts";

/** P(X ≥ `successes`) of `trials` that succeed with `share` each: the exact one-sided p-value. */
export function binomialTail(successes: number, trials: number, share: number): number {
  if (successes <= 0) return 1;
  if (successes > trials) return 0;
  return incompleteBeta(share, successes, trials - successes + 1);
}

/**
 * Whether so many right answers are more than always guessing the commonest class would have given: the exact one-sided
 * binomial test against `majorityShare`, at 5 % unless told otherwise.
 */
export const isAboveChance = (
  correct: number,
  examples: number,
  majorityShare: number,
  level = 0.05,
): boolean => binomialTail(correct, examples, majorityShare) <= level;

/**
 * Exact two-sided McNemar test: `onlyA` and `onlyB` count the examples that one of two classifiers alone got right.
 * McNemar 1947, Psychometrika 12, 153-157, with the exact binomial reference distribution.
 */
export const mcNemar = (onlyA: number, onlyB: number): number =>
  Math.min(1, 2 * binomialTail(Math.max(onlyA, onlyB), onlyA + onlyB, 0.5));
