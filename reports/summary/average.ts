import { averageScores, mean, type Rank, ranking, scoresAt } from "../../records/index.ts";
import type { Row } from "../board/index.ts";
import type { Estimate, TaskEntries } from "./entry.ts";

/** Of all tasks of a table, each counting the same. */
export interface Average extends Estimate {
  /** Among the lines that have an average; `null` where there is one alone. */
  readonly rank: Rank | null;
}

/** The average of each line, given as its rows on the table's boards; `null` of a line that lacks a task. */
export function averagesOf(
  lines: readonly (readonly (Row | null)[])[],
  tasks: readonly TaskEntries[],
): readonly (Average | null)[] {
  const complete = lines.filter(isComplete);
  if (complete.length === 0) return lines.map(() => null);
  const scores = tasks.map(({ scores, scored }, at) =>
    scoresAt(
      scores,
      complete.map((rows) => scored.indexOf(rows[at]!)),
    ),
  );
  const { ranks } = ranking(averageScores(scores));
  return lines.map((rows) => {
    if (!isComplete(rows)) return null;
    const estimates = rows.map((row, at) => tasks[at]!.entries.get(row)!.accuracy!);
    const rank = complete.length > 1 ? ranks[complete.indexOf(rows)]! : null;
    return { ...averageOf(estimates), rank };
  });
}

const isComplete = (rows: readonly (Row | null)[]): rows is readonly Row[] =>
  rows.every((row) => row !== null && row.accuracy !== null);

/** Tasks have their noise to themselves, so the squares of the half-widths add up. */
function averageOf(estimates: readonly Estimate[]): Estimate {
  const middle = mean(estimates.map((estimate) => estimate.mean))!;
  const half = (width: (estimate: Estimate) => number) =>
    Math.hypot(...estimates.map(width)) / estimates.length;
  return {
    mean: middle,
    low: middle - half((estimate) => estimate.mean - estimate.low),
    high: middle + half((estimate) => estimate.high - estimate.mean),
  };
}
