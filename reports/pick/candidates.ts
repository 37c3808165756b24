import { median, type Record } from "../../records/index.ts";
import {
  type Accuracy,
  type Board,
  type Phase,
  type Row,
  relativeSpeedIn,
  rowName,
  type Speed,
  type SpeedUnit,
  ties,
  trainingSpeedOf,
} from "../board/index.ts";
import { efficiencyOf, resultOf, whyNot } from "../outcome.ts";

/** A row of a board as something to choose. */
export interface Candidate {
  readonly name: string;
  readonly accuracy: Accuracy | null;
  /** Numbers of the board's ties that it is in: rows of one tie are not told apart by accuracy. */
  readonly ties: readonly number[];
  readonly speed: Speed | null;
  /** Peak resident memory of the process in the phase, the largest over seeds. */
  readonly memoryBytes: number | null;
  /** Median wall time of one inference batch. */
  readonly latencyMs: number | null;
  /** Examples in that batch. */
  readonly batch: number | null;
  /** Of its seeds, which are not above always guessing the commonest class. */
  readonly atChance: "none" | "some" | "all";
  /** Why it has no numbers; `null` where it has. */
  readonly why: string | null;
}

/** The rows of a board as candidates, in its order. */
export function candidatesOf(board: Board, phase: Phase, unit: SpeedUnit): readonly Candidate[] {
  const tied = ties(board);
  return board.rows.map((row) => {
    const numbers = [...tied.keys()].filter((i) => tied[i]!.includes(row));
    return candidateOf(row, numbers, phase, unit);
  });
}

function candidateOf(row: Row, ties: readonly number[], phase: Phase, unit: SpeedUnit): Candidate {
  const { records, accuracy } = row;
  const reasons = records.map(({ outcome }) => whyNot(outcome)).filter((why) => why !== null);
  return {
    name: rowName(row),
    accuracy,
    ties,
    speed: accuracy && speedIn(row, phase, unit),
    memoryBytes: accuracy && largest(records.map((record) => peakOf(record, phase))),
    latencyMs: accuracy && median(records.flatMap(answerTimes)),
    batch: accuracy && batchOf(row),
    atChance: atChance(records),
    why: reasons[0] ?? null,
  };
}

function atChance(records: readonly Record[]): Candidate["atChance"] {
  const isAt = ({ outcome }: Record) => outcome.kind === "chance";
  if (records.every(isAt)) return "all";
  return records.some(isAt) ? "some" : "none";
}

/** Of training as the leaderboard has it; answers a second are those of the median batch. */
function speedIn(row: Row, phase: Phase, unit: SpeedUnit): Speed | null {
  if (phase === "train") return trainingSpeedOf(row, unit);
  if (unit === "beats") return relativeSpeedIn(row, phase);
  const ms = median(row.records.flatMap(answerTimes));
  const batch = batchOf(row);
  return ms === null || batch === null ? null : { value: (1000 * batch) / ms, interval: null };
}

const batchOf = ({ records }: Row): number | null => efficiencyOf(records[0]!)?.batch ?? null;

/** Wall times of inference batches: timed apart, or else those of the test pass. */
const answerTimes = (record: Record): readonly number[] =>
  efficiencyOf(record)?.throughput?.evaluate.stepMs ?? resultOf(record)?.evaluationMs ?? [];

const peakOf = (record: Record, phase: Phase): number | null =>
  efficiencyOf(record)?.peakRssBytes[phase] ?? null;

function largest(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === values.length && known.length > 0 ? Math.max(...known) : null;
}
