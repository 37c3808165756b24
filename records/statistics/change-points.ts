import { random } from "./random.ts";
import { median } from "./summary.ts";

/** Where a series goes to another level. */
export interface ChangePoint {
  /** Index of the first value of the new level. */
  readonly at: number;
  /** Of the permutation test. */
  readonly p: number;
}

export interface ChangePointOptions {
  /** Most that p may be: of series without a change, this share shows one. */
  readonly level: number;
  /** Fewest values that make a level. */
  readonly least: number;
  /** A value counts as at most so far from the median, or five deviations of the noise where that is more; above 0. */
  readonly reach: number;
}

/**
 * The changes of level in a series, in order. A segment is divided where the means of two neighbouring stretches
 * differ most, if its values in random order hardly ever differ as much; then its parts likewise. The stretches are
 * those of Kovács, Bühlmann, Li & Munk 2023, Biometrika 110, 249-256, by halves; the division and its test are those
 * of Matteson & James 2014, JASA 109, 334-345, of the level in place of the distribution. The same series always
 * gives the same changes.
 */
export function changePoints(
  values: readonly number[],
  options: ChangePointOptions,
): readonly ChangePoint[] {
  const change = sharpestChange(values, options);
  if (change === null) return [];
  const { at } = change;
  const later = changePoints(values.slice(at), options);
  return [
    ...changePoints(values.slice(0, at), options),
    change,
    ...later.map((next) => ({ ...next, at: at + next.at })),
  ];
}

function sharpestChange(
  values: readonly number[],
  { level, least, reach }: ChangePointOptions,
): ChangePoint | null {
  const held = heldWithin(values, reach);
  const cuts = cutsOf(values.length, least);
  if (cuts.length === 0 || held.every((value) => value === held[0])) return null;
  const sums = sumsOf(held);
  const contrasts = cuts.map((cut) => contrastOf(sums, cut));
  const most = contrasts.reduce((max, contrast) => Math.max(max, contrast));
  const p = shareAsSharp(held, cuts, most, level);
  return p > level ? null : { at: cuts[contrasts.indexOf(most)]!.at, p };
}

/** Turns the median difference of neighbours into a standard deviation, of a normal distribution. */
const normalScale = 1 / (0.6744897501960817 * Math.SQRT2);

/** Values from their median, none further than the reach: a single night that went wrong must not hide a change. */
function heldWithin(values: readonly number[], reach: number): readonly number[] {
  const middle = median(values) ?? 0;
  const steps = values.slice(1).map((value, i) => Math.abs(value - values[i]!));
  const most = Math.max(reach, 5 * normalScale * (median(steps) ?? 0));
  return values.map((value) => Math.min(most, Math.max(-most, value - middle)));
}

/** Two neighbouring stretches of a series, `from` to `at` and `at` to `to`. */
interface Cut {
  readonly from: number;
  readonly at: number;
  readonly to: number;
}

/** All cuts of the whole into stretches of at least `least`, of its halves, of theirs, and of those between. */
function cutsOf(n: number, least: number): readonly Cut[] {
  const cuts: Cut[] = [];
  for (let parts = 1; n / parts >= 2 * least; parts *= 2) {
    for (let half = 0; half <= 2 * parts - 2; half++) {
      const from = Math.floor((half * n) / (2 * parts));
      const to = Math.ceil(((half + 2) * n) / (2 * parts));
      for (let at = from + least; at <= to - least; at++) cuts.push({ from, at, to });
    }
  }
  return cuts;
}

/** The sum of the first i values, for each i. */
function sumsOf(values: readonly number[]): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i++) sums[i + 1] = sums[i]! + values[i]!;
  return sums;
}

/** Squared difference of the means on both sides of a cut, in units of its variance. */
function contrastOf(sums: Float64Array, { from, at, to }: Cut): number {
  const [before, after] = [at - from, to - at];
  const difference = (sums[to]! - sums[at]!) / after - (sums[at]! - sums[from]!) / before;
  return (difference * difference * before * after) / (before + after);
}

const permutations = 999;

/** Sums of the same numbers in another order differ by so much. */
const rounding = 1e-9;

/** Of the values in random orders, the share with as sharp a contrast; given up once it is sure to be above `level`. */
function shareAsSharp(
  values: readonly number[],
  cuts: readonly Cut[],
  contrast: number,
  level: number,
): number {
  const { uniform } = random(values.length);
  const order = [...values];
  const asMuch = contrast * (1 - rounding);
  let asSharp = 1; // the order that is
  for (let i = 0; i < permutations && asSharp <= level * (permutations + 1); i++) {
    shuffle(order, uniform);
    const sums = sumsOf(order);
    if (cuts.some((cut) => contrastOf(sums, cut) >= asMuch)) asSharp++;
  }
  return asSharp / (permutations + 1);
}

/** Fisher & Yates 1938. */
function shuffle(values: number[], uniform: () => number): void {
  for (let i = values.length - 1; i > 0; i--) {
    const j = Math.floor(uniform() * (i + 1));
    [values[i], values[j]] = [values[j]!, values[i]!];
  }
}
