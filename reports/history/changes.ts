import type { Tone } from "../sheet.ts";
import type { History } from "./history.ts";
import type { JudgedShift } from "./judged.ts";
import type { Lost, Trend } from "./trend.ts";

export type Word = JudgedShift["verdict"] | "lost";

/** The order in which changes are told, and how they are shown; those that are faint count no more today. */
export const tones: { readonly [word in Word]: Tone } = {
  lost: "missing",
  worse: "missing",
  improved: "first",
  machine: "doubtful",
  accepted: "faint",
  past: "faint",
};
const words = Object.keys(tones) as readonly Word[];

/** Something that happened to a trend: a shift, or its cell was lost. */
export interface Change {
  readonly word: Word;
  readonly trend: Trend;
  readonly shift: JudgedShift | null;
  readonly lost: Lost | null;
}

export const countsToday = ({ word }: Change): boolean => tones[word] !== "faint";

/** All changes, the worst first. */
export function changesIn({ trends }: Pick<History, "trends">): readonly Change[] {
  const shifts = trends.flatMap((trend) =>
    trend.shifts.map((shift): Change => ({ word: shift.verdict, trend, shift, lost: null })),
  );
  return [...lossesIn(trends), ...shifts].sort(
    (a, b) =>
      words.indexOf(a.word) - words.indexOf(b.word) || (a.shift?.gain ?? 0) - (b.shift?.gain ?? 0),
  );
}

/** A cell that is lost is so in all its measures: it is told once. */
function lossesIn(trends: readonly Trend[]): readonly Change[] {
  const told = new Set<string>();
  return trends.flatMap((trend): readonly Change[] => {
    const { lost, ids } = trend;
    if (lost === null || told.has(ids.join())) return [];
    told.add(ids.join());
    return [{ word: lost.accepted === null ? "lost" : "accepted", trend, shift: null, lost }];
  });
}

/** `1 lost, 2 worse, 1 improved`, or `nothing changed`. */
export function summaryOf(changes: readonly Change[]): string {
  const counts = words.map((word) => ({
    word,
    count: changes.filter((change) => change.word === word).length,
  }));
  const some = counts.filter(({ count }) => count > 0);
  return some.map(({ word, count }) => `${count} ${word}`).join(", ") || "nothing changed";
}
