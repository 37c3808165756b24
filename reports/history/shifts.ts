import { changePoints, type Interval, mean, welchTest, z } from "../../records/index.ts";
import { gainOf, type Measure, scaled, unscaled } from "./measures.ts";
import type { Footed } from "./points.ts";

/** What is taken for a change of level. */
export interface ShiftOptions {
  /** Of trends without a change, at most this share shows one that noise alone made. */
  readonly level: number;
  /** Fewest nights that make a level. */
  readonly least: number;
  /** Smallest changes that matter: accuracy as a share of examples, the others as shares of the level before. */
  readonly thresholds: { readonly accuracy: number; readonly ratio: number };
}

/** A trend's going from one level to another. */
export interface Shift {
  /** Indices among the trend's points: the last one of the old level, the first one of the new. */
  readonly from: number;
  readonly at: number;
  readonly before: Level;
  readonly after: Level;
  /** Positive for the better: a share of the level before, or accuracy, 0 to 1. With its 95 % interval, for other examples too. */
  readonly gain: number;
  readonly interval: Interval;
  /** Of the permutation test. */
  readonly p: number;
  /** `machine`: no machine was there before and after. `unknown`: the commit is the same, or not known. */
  readonly cause: "commit" | "machine" | "unknown";
}

export interface Level {
  /** Mean over its nights, geometric but for accuracy. */
  readonly value: number;
  readonly nights: number;
}

/** The shifts of points that compare with each other, given with their indices; in order. */
export function shiftsIn(
  points: readonly (readonly [index: number, point: Footed])[],
  measure: Measure,
  options: ShiftOptions,
): readonly Shift[] {
  const { level, least } = options;
  const values = points.map(([, { value }]) => scaled(measure, value!));
  const smallest = smallestOf(measure, options);
  const reach = measure.unit === "share" ? smallest : Math.log1p(smallest);
  const changes = changePoints(values, { level, least, reach });
  const cuts = worthwhile(values, changes, measure, smallest);
  return cuts.map((cut, i): Shift => {
    const [start, end] = [cuts[i - 1]?.at ?? 0, cuts[i + 1]?.at ?? points.length];
    const [before, after] = [points.slice(start, cut.at), points.slice(cut.at, end)];
    const [left, right] = [values.slice(start, cut.at), values.slice(cut.at, end)];
    const { difference, high } = welchTest(right, left)!;
    const half = Math.hypot(high - difference, z * samplingError(before, after));
    const ends = [difference - half, difference + half]
      .map((end) => gainOf(measure, end))
      .sort((a, b) => a - b);
    return {
      from: before.at(-1)![0],
      at: after[0]![0],
      before: levelOf(left, measure),
      after: levelOf(right, measure),
      gain: gainOf(measure, difference),
      interval: { low: ends[0]!, high: ends[1]! },
      p: cut.p,
      cause: causeOf(
        before.map(([, point]) => point),
        after.map(([, point]) => point),
      ),
    };
  });
}

/**
 * Standard error of a difference, as if both levels had been seen on examples of their own: however many nights agree, they
 * have the same ones.
 */
function samplingError(before: readonly (readonly [number, Footed])[], after: typeof before) {
  const varianceOf = (level: typeof before) => mean(level.map(([, { sampling }]) => sampling))!;
  return Math.sqrt(varianceOf(before) + varianceOf(after));
}

/** Smallest gain or loss that matters. */
export const smallestOf = ({ unit }: Measure, { thresholds }: ShiftOptions): number =>
  unit === "share" ? thresholds.accuracy : thresholds.ratio;

interface Cut {
  readonly at: number;
  readonly p: number;
}

/** Changes too small to matter are taken out, the smallest first: what they parted is one level then. */
function worthwhile(
  values: readonly number[],
  cuts: readonly Cut[],
  measure: Measure,
  smallest: number,
): readonly Cut[] {
  const sizes = cuts.map(({ at }, i) => {
    const before = values.slice(cuts[i - 1]?.at ?? 0, at);
    const after = values.slice(at, cuts[i + 1]?.at ?? values.length);
    return Math.abs(gainOf(measure, mean(after)! - mean(before)!));
  });
  const least = Math.min(...sizes);
  if (least >= smallest) return cuts;
  return worthwhile(values, cuts.toSpliced(sizes.indexOf(least), 1), measure, smallest);
}

const levelOf = (values: readonly number[], measure: Measure): Level => ({
  value: unscaled(measure, mean(values)!),
  nights: values.length,
});

/**
 * So many nights on one machine tell on either side that it is not the machine; one may be a shift found a night too
 * late.
 */
const telling = 2;

function causeOf(before: readonly Footed[], after: readonly Footed[]): Shift["cause"] {
  const nightsOn = (points: readonly Footed[], machine: number) =>
    points.filter((point) => point.machine === machine).length;
  const machines = new Set(after.map(({ machine }) => machine));
  const isOnOne = [...machines].some(
    (machine) => Math.min(nightsOn(before, machine), nightsOn(after, machine)) >= telling,
  );
  if (!isOnOne) return "machine";
  const [good, bad] = [before.at(-1)!.commit, after[0]!.commit];
  return good === null || bad === null || good === bad ? "unknown" : "commit";
}
