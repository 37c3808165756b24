import { type Rank, ranking, scoresOf } from "../../records/index.ts";
import { gradedOf } from "./graded.ts";
import type { Board, Row } from "./leaderboard.ts";

/** A row in its place, or the commonest class's share, which stands among the rows as what guessing scores. */
export type Standing =
  | {
      readonly kind: "row";
      readonly row: Row;
      /** Among the rows that have an accuracy; `null` without one. */
      readonly rank: Rank | null;
    }
  | { readonly kind: "baseline"; readonly share: number };

/** The rows of a board with their ranks, and the baseline before the first row that is not above it. */
export const standings = (board: Board): readonly Standing[] => placesOf(board).standings;

/** Rows that are not told apart, two or more together. */
export const ties = (board: Board): readonly (readonly Row[])[] => placesOf(board).ties;

interface Places {
  readonly standings: readonly Standing[];
  readonly ties: readonly (readonly Row[])[];
}

/** By board: tables, notes and JSON ask for the same. */
const known = new WeakMap<Board, Places>();

function placesOf(board: Board): Places {
  const places = known.get(board) ?? placesIn(board);
  known.set(board, places);
  return places;
}

function placesIn(board: Board): Places {
  const scored = board.rows.filter(({ accuracy }) => accuracy !== null);
  const { ranks, ties } = ranking(scoresOf(scored.map(gradedOf)));
  const rows = board.rows.map(
    (row): Standing => ({ kind: "row", row, rank: ranks[scored.indexOf(row)] ?? null }),
  );
  return {
    standings: withBaseline(rows, board),
    ties: ties.map((tie) => tie.map((i) => scored[i]!)),
  };
}

function withBaseline(rows: readonly Standing[], board: Board): readonly Standing[] {
  const share = board.rows.find((row) => row.majorityShare !== null)?.majorityShare ?? null;
  if (share === null) return rows;
  const above = board.rows.filter(({ accuracy }) => accuracy !== null && accuracy.mean > share);
  return rows.toSpliced(above.length, 0, { kind: "baseline", share });
}
