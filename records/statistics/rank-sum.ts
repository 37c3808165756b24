import { median } from "./summary.ts";

/** Observations up to which every split into two samples is counted. */
const mostCounted = 40;

/**
 * Two-sided p-value of the Mann–Whitney test that neither sample tends to be larger, ties by their mean ranks: exact up to
 * 40 observations, beyond by the normal distribution with corrections for ties and continuity.
 * Mann & Whitney 1947, Ann. Math. Statist. 18, 50-60. Neither sample may be empty.
 */
export function rankSumTest(a: readonly number[], b: readonly number[]): number {
  const doubled = doubledRanks([...a, ...b]);
  const sum = doubled.slice(0, a.length).reduce((total, rank) => total + rank, 0);
  return tails(doubled, a.length, sum);
}

const tails = (doubled: readonly number[], size: number, sum: number): number =>
  (doubled.length <= mostCounted ? countedTails : normalTails)(doubled, size, sum);

/**
 * By how much all of `a` must be lowered, once its median is that of `b`, for the test to be significant at this level: the
 * difference that so many pairs of the two samples do not exceed. `null` where no shift is enough.
 */
export function leastShift(
  a: readonly number[],
  b: readonly number[],
  level: number,
): number | null {
  const pairs = leastPairs(a.length, b.length, level);
  if (pairs === null) return null;
  const apart = median(a)! - median(b)!;
  return Math.max(0, differenceAt(pairs, a, b) - apart);
}

/** Halvings of what differences lie between: more than a number has digits. */
const halvings = 64;

/** The least difference that `count` of all pairs do not exceed; no list of them is made. */
function differenceAt(count: number, a: readonly number[], b: readonly number[]): number {
  const [xs, ys] = [a, b].map((sample) => Float64Array.from(sample).sort()) as [
    Float64Array,
    Float64Array,
  ];
  let [low, high] = [xs[0]! - ys.at(-1)!, xs.at(-1)! - ys[0]!];
  for (let i = 0; i < halvings && low < high; i++) {
    const middle = (low + high) / 2;
    if (pairsUpTo(middle, xs, ys) >= count) high = middle;
    else low = middle;
  }
  return high;
}

/** Pairs of two sorted samples whose difference x − y is at most that. */
function pairsUpTo(difference: number, xs: Float64Array, ys: Float64Array): number {
  let [pairs, first] = [0, 0];
  for (const x of xs) {
    while (first < ys.length && x - ys[first]! > difference) first++;
    pairs += ys.length - first;
  }
  return pairs;
}

const least = new Map<string, number | null>();

/** Of the pairs of two samples without ties, the fewest whose first is the smaller that are significant. */
function leastPairs(n: number, m: number, level: number): number | null {
  const key = `${n} ${m} ${level}`;
  if (!least.has(key)) least.set(key, searchPairs(n, m, level));
  return least.get(key)!;
}

function searchPairs(n: number, m: number, level: number): number | null {
  const doubled = Array.from({ length: n + m }, (_, i) => 2 * (i + 1));
  const isEnough = (pairs: number) => tails(doubled, n, n * (n + 1) + 2 * (n * m - pairs)) < level;
  let [low, high] = [Math.ceil((n * m) / 2), n * m];
  if (!isEnough(high)) return null;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isEnough(middle)) high = middle;
    else low = middle + 1;
  }
  return high;
}

/** The least p-value that samples of these sizes can have: that of samples which do not overlap, without ties. */
export function leastRankSum(n: number, m: number): number {
  let splits = 1;
  for (let i = 1; i <= Math.min(n, m); i++) splits *= (Math.max(n, m) + i) / i;
  return Math.min(1, 2 / splits);
}

/** Twice the mean ranks, from 2: whole numbers even where two values tie. */
function doubledRanks(values: readonly number[]): readonly number[] {
  const sorted = Float64Array.from(values).sort();
  return values.map((value) => {
    const below = countWhere(sorted, (x) => x < value);
    return below + countWhere(sorted, (x) => x <= value) + 1;
  });
}

/** How many of the values fulfil what only the first of them do. */
function countWhere(values: Float64Array, fulfils: (value: number) => boolean): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fulfils(values[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Of all ways to choose `size` of the ranks, the share whose sum is at least as far from the middle. */
function countedTails(ranks: readonly number[], size: number, sum: number): number {
  const most = ranks.reduce((total, rank) => total + rank, 0);
  const middle = (size * most) / ranks.length;
  const distance = Math.abs(sum - middle);
  const counts = countedSums(ranks, size, most);
  const total = counts.reduce((all, count) => all + count, 0);
  const far = counts.reduce(
    (all, count, at) => (Math.abs(at - middle) >= distance - 1e-9 ? all + count : all),
    0,
  );
  return far / total;
}

/** Counts by size and ranks: without ties, samples of one size have the same. */
const counted = new Map<string, Float64Array>();
const mostKept = 64;

/** In how many ways `size` of the ranks, which add up to `most`, come to each sum. */
function countedSums(ranks: readonly number[], size: number, most: number): Float64Array {
  const key = `${size}: ${Float64Array.from(ranks).sort()}`;
  const known = counted.get(key);
  if (known) return known;
  const ways = Array.from({ length: size + 1 }, () => new Float64Array(most + 1));
  ways[0]![0] = 1;
  for (const rank of ranks) {
    for (let chosen = size; chosen > 0; chosen--) {
      const [from, to] = [ways[chosen - 1]!, ways[chosen]!];
      for (let at = most; at >= rank; at--) to[at]! += from[at - rank]!;
    }
  }
  if (counted.size >= mostKept) counted.clear();
  counted.set(key, ways[size]!);
  return ways[size]!;
}

function normalTails(ranks: readonly number[], size: number, sum: number): number {
  const n = ranks.length;
  const other = n - size;
  const middle = size * (n + 1);
  const squares = ranks.reduce((total, rank) => total + (rank - (n + 1)) ** 2, 0);
  const variance = (size * other * squares) / (n * (n - 1));
  if (variance === 0) return 1;
  const distance = Math.max(0, Math.abs(sum - middle) - 1); // half a rank, doubled
  return normalTail(distance / Math.sqrt(variance));
}

/** P(|Z| ≥ z) of the standard normal distribution. Abramowitz & Stegun 1964, 7.1.26; off by at most 1.5e-7. */
function normalTail(z: number): number {
  const x = z / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const polynomial =
    t *
    (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return polynomial * Math.exp(-x * x);
}
