import type { Rank } from "../../records/index.ts";
import type { Board, Row } from "./leaderboard.ts";
import { rankedIn } from "./ranked.ts";

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
export function standings(board: Board): readonly Standing[] {
  const { scored, ranks } = rankedIn(board);
  const rows = board.rows.map(
    (row): Standing => ({ kind: "row", row, rank: ranks[scored.indexOf(row)] ?? null }),
  );
  return withBaseline(rows, board);
}

/** Rows that are not told apart, two or more together. */
export function ties(board: Board): readonly (readonly Row[])[] {
  const { scored, ties } = rankedIn(board);
  return ties.map((tie) => tie.map((i) => scored[i]!));
}

function withBaseline(rows: readonly Standing[], board: Board): readonly Standing[] {
  const share = board.rows.find((row) => row.majorityShare !== null)?.majorityShare ?? null;
  if (share === null) return rows;
  const above = board.rows.filter(({ accuracy }) => accuracy !== null && accuracy.mean > share);
  return rows.toSpliced(above.length, 0, { kind: "baseline", share });
}
