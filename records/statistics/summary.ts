/** Two-sided 95 % point of the standard normal distribution. */
export const z = 1.959963984540054;

/** An interval of a share, both ends 0 to 1. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * 95 % score interval of the share `correct / examples`; `examples` is at least 1, `correct` may be a mean over seeds.
 * Wilson 1927, JASA 22, 209-212; method 3 of Newcombe 1998, Statistics in Medicine 17, 857-872.
 */
export function wilson(correct: number, examples: number): Interval {
  const share = correct / examples;
  const shrink = 1 + z ** 2 / examples;
  const middle = (share + z ** 2 / (2 * examples)) / shrink;
  const half =
    (z / shrink) * Math.sqrt((share * (1 - share)) / examples + (z / (2 * examples)) ** 2);
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/** `null` of no values. */
export function mean(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Sample standard deviation (divided by count − 1); `null` of fewer than two values. */
export function standardDeviation(values: readonly number[]): number | null {
  const middle = mean(values);
  if (middle === null || values.length < 2) return null;
  const squares = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}

/** The value below which a `share` (0 to 1) of the values lies, interpolated; `null` of no values. Hyndman & Fan 1996, type 7. */
export function quantile(values: readonly number[], share: number): number | null {
  return quantiles(values, [share])[0]!;
}

/** The same for each of these shares. */
export function quantiles(
  values: readonly number[],
  shares: readonly number[],
): readonly (number | null)[] {
  const sorted = ascending(values);
  return shares.map((share) => {
    const at = (sorted.length - 1) * share;
    const below = sorted[Math.floor(at)];
    const above = sorted[Math.ceil(at)];
    if (below === undefined || above === undefined) return null;
    return below + (above - below) * (at - Math.floor(at));
  });
}

/** Few values, as the steps of a round, by insertion: thousands of rounds, each sorted in an array of its own, take long. */
function ascending(values: readonly number[]): ArrayLike<number> {
  if (values.length > 16) return new Float64Array(values).sort();
  const sorted: number[] = [];
  for (const value of values) {
    let at = sorted.length;
    for (; at > 0 && sorted[at - 1]! > value; at--) sorted[at] = sorted[at - 1]!;
    sorted[at] = value;
  }
  return sorted;
}

/** `null` of no values. */
export function median(values: readonly number[]): number | null {
  return quantile(values, 0.5);
}
