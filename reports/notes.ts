import type { Board, Row } from "./leaderboard.ts";
import { whyNot } from "./outcome.ts";
import { rowName } from "./row.ts";
import type { Standing } from "./standings.ts";

/** What a reader must know beside a board's numbers: ties, what is not alike, why a number is missing. */
export function notesOf(board: Board, standings: readonly Standing[]): string[] {
  return [...tie(standings), ...mixture(board), ...board.rows.flatMap(failures)];
}

function tie(standings: readonly Standing[]): string[] {
  const isTie = standings.some((standing) => standing.kind === "row" && standing.isTied);
  return isTie ? ["1=: a tie; these 95 % intervals overlap with the highest."] : [];
}

function mixture({ mixed }: Board): string[] {
  if (mixed.length === 0) return [];
  return [`Compare with care, rows were not measured alike: ${mixed.join("; ")}.`];
}

function failures(row: Row): string[] {
  const reasons = row.records.map(({ outcome }) => whyNot(outcome)).filter((why) => why !== null);
  return [...new Set(reasons)].map((why) => `${rowName(row)}: ${why}`);
}
