import { type Ranking, ranking, type Scores, scoresOf } from "../../records/index.ts";
import { gradedOf } from "./graded.ts";
import type { Board, Row } from "./leaderboard.ts";

/** The rows of a board that have an accuracy, compared; scores and ranks are in their order. */
export interface Ranked extends Ranking {
  readonly scored: readonly Row[];
  readonly scores: Scores;
}

/** By board: standings and summaries, tables and notes ask for the same, and it takes long. */
const known = new WeakMap<Board, Ranked>();

export function rankedIn(board: Board): Ranked {
  const ranked = known.get(board) ?? rank(board);
  known.set(board, ranked);
  return ranked;
}

function rank({ rows }: Board): Ranked {
  const scored = rows.filter(({ accuracy }) => accuracy !== null);
  const scores = scoresOf(scored.map(gradedOf));
  return { scored, scores, ...ranking(scores) };
}
