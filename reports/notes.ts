import { median } from "../records/index.ts";
import type { Board, Row } from "./leaderboard.ts";
import { resultOf, whyNot } from "./outcome.ts";
import { rowName } from "./row.ts";
import type { Standing } from "./standings.ts";

/** What a reader must know beside a board's numbers: ties, what is not alike, why a number is missing. */
export function notesOf(board: Board, standings: readonly Standing[]): string[] {
  const { rows } = board;
  return [
    ...tie(standings),
    ...mixture(board),
    ...rows.flatMap(elsewhere),
    ...rows.flatMap(unrest),
    ...rows.flatMap(failures),
  ];
}

function tie(standings: readonly Standing[]): string[] {
  const isTie = standings.some((standing) => standing.kind === "row" && standing.isTied);
  return isTie ? ["1=: not told apart; these 95 % intervals overlap with the highest."] : [];
}

function mixture({ mixed }: Board): string[] {
  if (mixed.length === 0) return [];
  return [`Compare with care, rows were not measured alike: ${mixed.join("; ")}.`];
}

/** A model that only answers was trained by someone else, with other data and steps or the same. */
function elsewhere(row: Row): string[] {
  const isGiven = row.records.some((record) => resultOf(record)?.trainingMs === null);
  return isGiven ? [`${rowName(row)}: was trained elsewhere, only its answers are measured.`] : [];
}

/** Seeds take the same steps; where their times differ by much, the machine was busy with something else. */
function unrest(row: Row): string[] {
  const medians = row.records.flatMap((record) => median(resultOf(record)?.stepMs ?? []) ?? []);
  const [low, high] = [Math.min(...medians), Math.max(...medians)];
  if (medians.length < 2 || high < restless * low) return [];
  return [
    `${rowName(row)}: step times differ between seeds, ${low.toFixed(1)} to ${high.toFixed(1)} ms: the machine was not quiet.`,
  ];
}

/** Ratio of the slowest seed to the fastest from which on a reader must be told. */
const restless = 1.3;

function failures(row: Row): string[] {
  const reasons = row.records.map(({ outcome }) => whyNot(outcome)).filter((why) => why !== null);
  return [...new Set(reasons)].map((why) => `${rowName(row)}: ${why}`);
}
