import { binomialTail } from "./binomial.ts";
import { type Interval, median } from "./summary.ts";

/** A value with its probability. */
type Weighted = readonly [value: number, weight: number];

/** Medians rarer than this are left out of a ratio: together they are less than one in a million. */
const rarest = 1e-9;

/**
 * 95 % bootstrap interval of the ratio of two medians, `a`'s over `b`'s; the samples are independent, positive and not empty.
 * All resamples are counted, none is drawn: the same samples give the same interval. Efron 1979, Ann. Statist. 7, 1-26.
 */
export function medianRatio(
  a: readonly number[],
  b: readonly number[],
): Interval & { readonly ratio: number } {
  const [above, below] = [resampledMedians(a), resampledMedians(b)];
  const ratios = above.flatMap(([x, p]) => below.map(([y, q]): Weighted => [x / y, p * q]));
  ratios.sort(([x], [y]) => x - y);
  return {
    ratio: median(a)! / median(b)!,
    low: quantileOf(ratios, 0.025),
    high: quantileOf(ratios, 0.975),
  };
}

/**
 * The samples in order, each with the share of all resamples whose median it is: Efron's section 3. Of an even number of
 * samples either of the two in the middle counts as the median, in half of the resamples each.
 */
function resampledMedians(samples: readonly number[]): readonly Weighted[] {
  const n = samples.length;
  const weights = medianWeights(n);
  return [...samples]
    .sort((x, y) => x - y)
    .map((x, i): Weighted => [x, weights[i]!])
    .filter(([, weight]) => weight > rarest);
}

/** By n: they are asked for again and again. */
const known = new Map<number, readonly number[]>();

/** P(the median of n draws with replacement is the k-th smallest), k from 1. */
export function medianWeights(n: number): readonly number[] {
  const made = known.get(n) ?? weightsOf(n);
  known.set(n, made);
  return made;
}

function weightsOf(n: number): readonly number[] {
  const middles = n % 2 === 1 ? [(n + 1) / 2] : [n / 2, n / 2 + 1];
  /** P(the median is at most the k-th): at least `middle` draws are. */
  const upTo = (k: number) =>
    middles.reduce((sum, middle) => sum + binomialTail(middle, n, k / n), 0) / middles.length;
  return Array.from({ length: n }, (_, i) => upTo(i + 1) - upTo(i));
}

/** The smallest value that at least `share` of the weight is not above. */
function quantileOf(sorted: readonly Weighted[], share: number): number {
  const total = sorted.reduce((sum, [, weight]) => sum + weight, 0);
  let sum = 0;
  for (const [value, weight] of sorted) {
    sum += weight;
    if (sum >= share * total) return value;
  }
  return sorted.at(-1)![0];
}
