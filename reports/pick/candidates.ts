import { type Interval, mean, median, type Record, speedOf } from "../../records/index.ts";
import { type Accuracy, type Board, type Row, rowName, ties } from "../board/index.ts";
import { efficiencyOf, resultOf, whyNot } from "../outcome.ts";

/** What speed and memory are of. */
export type Phase = "train" | "evaluate";

/** A row of a board as something to choose. */
export interface Candidate {
  readonly name: string;
  readonly accuracy: Accuracy | null;
  /** Numbers of the board's ties that it is in: rows of one tie are not told apart by accuracy. */
  readonly ties: readonly number[];
  readonly speed: Estimate | null;
  /** Peak resident memory of the process in the phase, the largest over seeds. */
  readonly memoryBytes: number | null;
  /** Median wall time of one inference batch. */
  readonly latencyMs: number | null;
  /** Examples in that batch. */
  readonly batch: number | null;
  /** Whether a seed is not above always guessing the commonest class. */
  readonly isChance: boolean;
  /** Why it has no numbers; `null` where it has. */
  readonly why: string | null;
}

export interface Estimate {
  /** Mean over seeds. */
  readonly value: number;
  /** Holds those of all seeds; `null` where one has none. */
  readonly interval: Interval | null;
}

/** `beats`: steps that fit into one beat of the metronome. */
export type SpeedUnit = "beats" | "examples/s";

/** What the speeds of a board's rows can be told in: beats, where all were timed beside one metronome. */
export function speedUnitOf({ rows }: Board, phase: Phase): SpeedUnit {
  const all = rows.flatMap(({ records }) => records).filter((record) => resultOf(record) !== null);
  const versions = new Set(
    all.map((record) => {
      const throughput = efficiencyOf(record)?.throughput;
      return throughput?.[phase] ? throughput.metronome : null;
    }),
  );
  return versions.size === 1 && !versions.has(null) ? "beats" : "examples/s";
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
    speed: accuracy && speedIn(records, phase, unit),
    memoryBytes: accuracy && largest(records.map((record) => peakOf(record, phase))),
    latencyMs: accuracy && median(records.flatMap(answerTimes)),
    batch: accuracy && (efficiencyOf(records[0]!)?.batch ?? null),
    isChance: records.some(({ outcome }) => outcome.kind === "chance"),
    why: reasons[0] ?? null,
  };
}

function speedIn(records: readonly Record[], phase: Phase, unit: SpeedUnit): Estimate | null {
  const seeds = records.map((record) =>
    unit === "beats" ? relative(record, phase) : absolute(record, phase),
  );
  const known = seeds.filter((seed) => seed !== null);
  if (known.length < seeds.length) return null;
  const intervals = known.map(({ interval }) => interval).filter((one) => one !== null);
  const isWhole = intervals.length === known.length;
  return {
    value: mean(known.map(({ value }) => value))!,
    interval: isWhole
      ? {
          low: Math.min(...intervals.map(({ low }) => low)),
          high: Math.max(...intervals.map(({ high }) => high)),
        }
      : null,
  };
}

function relative(record: Record, phase: Phase): Estimate | null {
  const rounds = efficiencyOf(record)?.throughput?.[phase];
  if (!rounds) return null;
  const { relative: value, interval } = speedOf(rounds);
  return { value, interval };
}

function absolute(record: Record, phase: Phase): Estimate | null {
  const result = resultOf(record);
  const ms = median(phase === "train" ? (result?.stepMs ?? []) : answerTimes(record));
  return result && ms !== null ? { value: (1000 * result.batch) / ms, interval: null } : null;
}

/** Wall times of inference batches: timed apart, or else those of the test pass. */
const answerTimes = (record: Record): readonly number[] =>
  efficiencyOf(record)?.throughput?.evaluate.stepMs ?? resultOf(record)?.evaluationMs ?? [];

const peakOf = (record: Record, phase: Phase): number | null =>
  efficiencyOf(record)?.peakRssBytes[phase] ?? null;

function largest(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === values.length && known.length > 0 ? Math.max(...known) : null;
}
