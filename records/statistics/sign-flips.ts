import { binomialTail } from "./binomial.ts";

/** What is rarer is left out: together less than a billionth of what is asked for. */
const rarest = 1e-20;

/**
 * Exact two-sided p-value of a sum of whole differences, each of which could as well have had the other sign. Pitman 1937,
 * Suppl. J. R. Statist. Soc. 4, 119-130, for paired samples. Of differences of 1 and -1 it is McNemar's exact test.
 */
export function signFlipTest(differences: readonly number[]): number {
  const counts = new Map<number, number>();
  let [sum, most] = [0, 0];
  for (const difference of differences) {
    const size = Math.abs(difference);
    if (size === 0) continue;
    sum += difference;
    most += size;
    counts.set(size, (counts.get(size) ?? 0) + 1);
  }
  const [largest, ...others] = [...counts].sort(([, a], [, b]) => b - a);
  if (largest === undefined) return 1;
  const [size, count] = largest;
  const needed = (Math.abs(sum) + most) / 2; // of all sizes, those with one sign
  let tail = 0;
  for (const [reached, weight] of sumsOf(others)) {
    tail += weight * binomialTail(Math.ceil((needed - reached) / size), count, 0.5);
  }
  return Math.min(1, 2 * tail);
}

/** The sum of the sizes with one sign, and how likely it is. */
function sumsOf(counts: readonly (readonly [size: number, count: number])[]) {
  let sums = new Map([[0, 1]]);
  for (const [size, count] of counts) {
    const next = new Map<number, number>();
    for (const [successes, chance] of halves(count)) {
      for (const [reached, weight] of sums) {
        const sum = reached + size * successes;
        next.set(sum, (next.get(sum) ?? 0) + chance * weight);
      }
    }
    sums = next;
  }
  return sums;
}

/** Successes of so many trials at one half, with their probabilities, from the middle outwards. */
function halves(trials: number): readonly (readonly [successes: number, chance: number])[] {
  const middle = Math.floor(trials / 2);
  const weights: [number, number][] = [[middle, 1]];
  for (const step of [1, -1]) {
    let weight = 1;
    for (let at = middle; at + step >= 0 && at + step <= trials && weight > rarest; at += step) {
      weight *= step > 0 ? (trials - at) / (at + 1) : at / (trials - at + 1);
      weights.push([at + step, weight]);
    }
  }
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
  return weights.map(([successes, weight]) => [successes, weight / total]);
}
