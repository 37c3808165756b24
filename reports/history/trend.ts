import type { Annotation, Cell } from "../../records/index.ts";
import { grouped } from "../groups.ts";
import { type Named, noteOn } from "./accepted.ts";
import { type JudgedShift, judged } from "./judged.ts";
import type { Measure, Unit } from "./measures.ts";
import type { Footed, Point } from "./points.ts";
import { type ShiftOptions, shiftsIn } from "./shifts.ts";

/** One measure of one cell, all its seeds together, from night to night. */
export interface Trend extends Named {
  readonly cell: Omit<Cell, "id" | "seed" | "budget">;
  /** Limits of the newest run. */
  readonly budget: Cell["budget"];
  /** Seeds that it was run with. */
  readonly seeds: readonly number[];
  readonly unit: Unit;
  /** Whether more of it is better. */
  readonly isGood: boolean;
  /** In time. A night in which the cell was not run has none, but for those at the end that it is missing from. */
  readonly points: readonly Point[];
  /** In time. */
  readonly shifts: readonly JudgedShift[];
  /** `null` where the newest night has numbers, or none ever had. */
  readonly lost: Lost | null;
  /** Where the machine is another than that of the point before; by the index of the point. */
  readonly moves: readonly { readonly at: number; readonly what: readonly string[] }[];
  /** Whether something is wrong today that nobody accepted: a shift that is `worse`, or the cell is lost. */
  readonly isWorse: boolean;
}

/** Nights at the end of a trend in which its cell came to no numbers, as it had before. */
export interface Lost {
  /** Indices among the trend's points: the last one with a value, the first one without. */
  readonly from: number;
  readonly at: number;
  readonly outcome: Point["outcome"];
  /** The note of who accepted it. */
  readonly accepted: string | null;
}

/** What is known of a trend before it is looked at. */
export interface TrendFacts extends Pick<Trend, "cell" | "budget" | "ids" | "seeds"> {
  readonly measure: Measure;
  readonly points: readonly Footed[];
}

export function trendOf(
  { cell, budget, ids, seeds, measure, points }: TrendFacts,
  changesBetween: (machine: number, other: number) => readonly string[],
  annotations: readonly Annotation[],
  options: ShiftOptions,
): Trend {
  const named = { cell, ids, measure: measure.name };
  const noteAt = (...indices: readonly number[]) =>
    noteOn(
      named,
      indices.map((i) => points[i]?.commit ?? null),
      annotations,
    );
  const shifts = footings(points).flatMap((some) => {
    const found = shiftsIn(some, measure, options);
    // Later nights may move a shift by one.
    const notes = found.map(({ at }) => noteAt(at - 1, at, at + 1));
    return judged(found, notes, measure, options, some.at(-1)![0], isGone(some, points, options));
  });
  const lost = lostIn(points);
  const accepted = lost && noteAt(lost.at);
  return {
    ...named,
    budget,
    seeds,
    unit: measure.unit,
    isGood: measure.isGood,
    points: points.map(({ footing: _, sampling: __, ...point }) => point),
    shifts: shifts.sort((a, b) => a.at - b.at),
    lost: lost && { ...lost, accepted },
    moves: points.flatMap(({ machine }, at) => {
      const before = points[at - 1]?.machine ?? machine;
      return before === machine ? [] : [{ at, what: changesBetween(before, machine) }];
    }),
    isWorse: lost ? accepted === null : shifts.some(({ verdict }) => verdict === "worse"),
  };
}

/** Points with values, those that compare together. */
const footings = (points: readonly Footed[]) =>
  grouped(
    [...points.entries()].filter(([, { value }]) => value !== null),
    ([, { footing }]) => footing,
  );

/**
 * Whether a footing will hardly come back: it has been away for as many nights as make a level, and for longer than ever
 * between two of its own.
 */
function isGone(
  some: readonly (readonly [index: number, point: Footed])[],
  points: readonly Footed[],
  { least }: ShiftOptions,
): boolean {
  const nightsWithin = (from: number, to: number) =>
    points.slice(from + 1, to).filter(({ value }) => value !== null).length;
  const gaps = some.slice(1).map(([index], i) => nightsWithin(some[i]![0], index));
  return nightsWithin(some.at(-1)![0], points.length) >= Math.max(least, 1 + Math.max(0, ...gaps));
}

const failed: readonly Point["outcome"][] = [
  "oom",
  "timeout",
  "crash",
  "invalid",
  "unsupported",
  "missing",
];

function lostIn(points: readonly Point[]): Omit<Lost, "accepted"> | null {
  const from = points.findLastIndex(({ value }) => value !== null);
  const first = points[from + 1];
  if (from < 0 || !first || !failed.includes(first.outcome)) return null;
  return { from, at: from + 1, outcome: first.outcome };
}
