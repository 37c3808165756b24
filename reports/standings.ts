import type { Board, Row } from "./leaderboard.ts";

/** A row in its place, or the commonest class's share, which stands among the rows as what guessing scores. */
export type Standing =
  | {
      readonly kind: "row";
      readonly row: Row;
      /** From 1; `null` without an accuracy. Rows tied with the first share rank 1. */
      readonly rank: number | null;
      /** Its interval overlaps with the first's, and it is not alone in that: nobody is first. */
      readonly isTied: boolean;
    }
  | { readonly kind: "baseline"; readonly share: number };

/** The rows of a board with their ranks, and the baseline before the first row that is not above it. */
export function standings(board: Board): Standing[] {
  const rows: Standing[] = ranked(board.rows);
  const share = board.rows.find((row) => row.majorityShare !== null)?.majorityShare ?? null;
  if (share === null) return rows;
  const above = board.rows.filter(({ accuracy }) => accuracy !== null && accuracy.mean > share);
  return rows.toSpliced(above.length, 0, { kind: "baseline", share });
}

function ranked(rows: readonly Row[]): Standing[] {
  const top = rows[0]?.accuracy?.low ?? 1;
  const reachTop = rows.filter(({ accuracy }) => accuracy !== null && accuracy.high >= top).length;
  return rows.map((row, i) => ({
    kind: "row",
    row,
    rank: row.accuracy === null ? null : i < reachTop ? 1 : i + 1,
    isTied: reachTop > 1 && i < reachTop,
  }));
}
