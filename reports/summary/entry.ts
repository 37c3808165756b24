import { accuracyInterval, type Interval, type Rank, type Scores } from "../../records/index.ts";
import { type Board, type Row, rankedIn } from "../board/index.ts";

/** A mean with its 95 % interval, 0 to 1. */
export interface Estimate extends Interval {
  readonly mean: number;
}

/** One variant on one task. */
export interface Entry {
  readonly row: Row;
  /** Over seeds, with the noise of examples and of training; `null` unless every seed has an accuracy. */
  readonly accuracy: Estimate | null;
  /** Among the rows of its task that are shown and have an accuracy; `null` without one, or without others. */
  readonly rank: Rank | null;
}

/** The entries of a board, and the scores of those that have an accuracy, in the order of `scored`. */
export interface TaskEntries {
  readonly entries: ReadonlyMap<Row, Entry>;
  readonly scored: readonly Row[];
  readonly scores: Scores;
}

export function entriesOf(board: Board): TaskEntries {
  const { scored, scores, ranks } = rankedIn(board);
  const entryOf = (row: Row): Entry => {
    const at = scored.indexOf(row);
    if (row.accuracy === null) return { row, accuracy: null, rank: null };
    const { mean, examples } = row.accuracy;
    return {
      row,
      accuracy: { mean, ...accuracyInterval(scores, at, examples) },
      rank: scored.length > 1 ? ranks[at]! : null,
    };
  };
  return { entries: new Map(board.rows.map((row) => [row, entryOf(row)])), scored, scores };
}
