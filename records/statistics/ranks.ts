import { criticalValue, varianceOf } from "./critical-value.ts";
import { draws, posterior } from "./draws.ts";
import type { Scores } from "./scores.ts";

/** Where a row may stand among the others. */
export interface Rank {
  /** Ends of the interval, from 1. Those of all rows hold together with 95 %. */
  readonly low: number;
  readonly high: number;
  /** Probability that it is better than all others, 0 to 1. */
  readonly first: number;
}

/** Rows in their places. */
export interface Ranking {
  readonly ranks: readonly Rank[];
  /** Rows next to each other by their means, no two of them told apart, as many together as can be. */
  readonly ties: readonly (readonly number[])[];
}

/**
 * A row stands below every row that is told apart from it and better, and above every one that is worse; among the others its
 * place is open. Mogstad, Romano, Shaikh & Wilhelm 2024, Rev. Econ. Stud. 91, 476-518.
 */
export function ranking(scores: Scores): Ranking {
  const { means } = scores;
  const rows = means.map((_, i) => i);
  const bound = criticalValue(scores);
  const isAbove = (i: number, j: number) =>
    means[i]! - means[j]! > bound * Math.sqrt(varianceOf(scores, i, j));
  const firsts = shareOfFirsts(scores);
  return {
    ranks: rows.map((i) => ({
      low: 1 + rows.filter((j) => isAbove(j, i)).length,
      high: rows.length - rows.filter((j) => isAbove(i, j)).length,
      first: firsts[i]!,
    })),
    ties: tiesOf(
      rows.toSorted((i, j) => means[j]! - means[i]!),
      isAbove,
    ),
  };
}

/** How often each row comes first when the noise is drawn anew about the means. */
function shareOfFirsts(scores: Scores): readonly number[] {
  const firsts = scores.means.map(() => 0);
  const draw = posterior(scores);
  for (let i = 0; i < draws; i++) {
    firsts[largestIn(draw())]!++;
  }
  return firsts.map((count) => count / draws);
}

function largestIn(values: Float64Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return best;
}

/** The longest runs of the order, of two rows or more, in which no row is above another. */
function tiesOf(
  order: readonly number[],
  isAbove: (i: number, j: number) => boolean,
): readonly (readonly number[])[] {
  const ends = order.map((_, from) => {
    const isBelow = (to: number) => order.slice(from, to).some((i) => isAbove(i, order[to]!));
    return order.findIndex((_, to) => to > from && isBelow(to));
  });
  return order
    .map((_, from) => order.slice(from, ends[from] === -1 ? undefined : ends[from]))
    .filter((run, from) => run.length > 1 && ends[from] !== ends[from - 1]);
}
