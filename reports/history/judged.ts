import { gainOf, type Measure, scaled } from "./measures.ts";
import { type Shift, type ShiftOptions, smallestOf } from "./shifts.ts";

/**
 * What is to be thought of a shift today: one that was for the worse is `past` where the newest level is not, or the footing
 * is gone.
 */
export type Verdict = "worse" | "improved" | "machine" | "accepted" | "past";

export interface JudgedShift extends Shift {
  readonly verdict: Verdict;
  /** The note of who accepted it. */
  readonly accepted: string | null;
  /** Index among the trend's points of the newest that compares with it. */
  readonly newest: number;
}

/**
 * The shifts of one footing, with the notes that accept them; its newest point is `newest`. The newest level is held
 * against the best one since the last change that was accepted or the machine's; what led from there to it is worse.
 * Nights of another footing say nothing of it, so it stays so until `isGone`.
 */
export function judged(
  shifts: readonly Shift[],
  notes: readonly (string | null)[],
  measure: Measure,
  options: ShiftOptions,
  newest: number,
  isGone: boolean,
): readonly JudgedShift[] {
  const since =
    1 + shifts.findLastIndex(({ cause }, i) => cause === "machine" || notes[i] !== null);
  const start = isGone ? null : worseFrom(shifts, since, measure, smallestOf(measure, options));
  const verdictOf = ({ gain, cause }: Shift, i: number): Verdict => {
    if (notes[i] !== null) return "accepted";
    if (cause === "machine") return "machine";
    if (gain > 0) return "improved";
    return start !== null && i >= start ? "worse" : "past";
  };
  return shifts.map((shift, i) => ({
    ...shift,
    verdict: verdictOf(shift, i),
    accepted: notes[i]!,
    newest,
  }));
}

/**
 * The shift that ended the last level as good as the best since shift `since`; `null` where the newest is as good. Levels
 * are as good as another unless they are worse by what matters.
 */
function worseFrom(
  shifts: readonly Shift[],
  since: number,
  measure: Measure,
  smallest: number,
): number | null {
  const newest = shifts.at(-1);
  if (newest === undefined) return null;
  const befores = shifts.slice(since).map(({ before }) => before.value);
  const levels = [...befores, newest.after.value];
  const best = measure.isGood ? Math.max(...levels) : Math.min(...levels);
  const isAsGood = (level: number) =>
    gainOf(measure, scaled(measure, level) - scaled(measure, best)) > -smallest;
  const last = levels.findLastIndex(isAsGood);
  return last === levels.length - 1 ? null : since + last;
}
