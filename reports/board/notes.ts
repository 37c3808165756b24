import { median } from "../../records/index.ts";
import { resultOf, whyNot } from "../outcome.ts";
import type { Board, Row } from "./leaderboard.ts";
import { rowName } from "./row.ts";
import { standings } from "./standings.ts";

/** What a reader must know beside a board's numbers: ties, what is not alike, why a number is missing. */
export function notesOf(board: Board): string[] {
  const { rows } = board;
  return [
    ...tied(board),
    ...oneSeed(board),
    ...mixture(board),
    ...rows.flatMap(elsewhere),
    ...relative(board),
    ...rows.flatMap(unrest),
    ...rows.flatMap(failures),
  ];
}

function tied(board: Board): string[] {
  const leading = standings(board).flatMap((standing) =>
    standing.kind === "row" && standing.rank?.low === 1 ? [rowName(standing.row)] : [],
  );
  if (leading.length < 2) return [];
  const isRepeated = board.rows.some(({ records }) => records.length > 1);
  return [
    `Nobody is first: ${leading.join(", ")} are not told apart, at 95 %.${isRepeated ? ` ${intervalsOf}` : ""}`,
  ];
}

/** Why intervals may be apart of rows that tie. */
const intervalsOf =
  "Ranks count how seeds differ too, intervals of accuracy the test examples alone.";

/** With one training of each variant, ranks say which of these models are better, not which variants. */
function oneSeed({ rows }: Board): string[] {
  const scored = rows.filter(({ accuracy }) => accuracy !== null);
  const isKnown = scored.some(({ records }) => records.length > 1);
  return scored.length < 2 || isKnown ? [] : [trainingUnknown()];
}

/** What must be said of ranks where every row has one seed, `where` being empty or as ` on text`. */
export const trainingUnknown = (where = ""): string =>
  `One seed${where}: ranks are of these trained models; how much another training would differ is not known.`;

function mixture({ mixed }: Board): string[] {
  if (mixed.length === 0) return [];
  return [`Compare with care, rows were not measured alike: ${mixed.join("; ")}.`];
}

/** A model that only answers was trained by someone else, with other data and steps or the same. */
function elsewhere(row: Row): string[] {
  const isGiven = row.records.some((record) => resultOf(record)?.trainingMs === null);
  return isGiven ? [`${rowName(row)}: was trained elsewhere, only its answers are measured.`] : [];
}

/** What the speeds beside the metronome are. */
function relative({ rows }: Board): string[] {
  const timed = rows.flatMap(({ training, inference }) => [training, inference]).filter(Boolean);
  if (timed.length === 0) return [];
  const isUnstable = timed.some((each) => each?.isStable === false);
  return [
    "relative speed, inference: training steps and batches answered while the metronome, a fixed step, takes one.",
    ...(isUnstable
      ? ["unstable: the rounds of a run do not settle such a speed to within 2 %."]
      : []),
  ];
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
