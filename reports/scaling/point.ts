import {
  type Interval,
  type Outcome,
  type Record,
  type Rounds,
  speedOf,
  type Timed,
} from "../../records/index.ts";
import { efficiencyOf, whyNot } from "../outcome.ts";
import { batchOf } from "./families.ts";

/** How fast one kind of step is. Times are those that it would take while the metronome goes at the pace of the whole table. */
export interface Pace {
  /** Median, in beats of the metronome. */
  readonly beats: number;
  /** Of the beats, 95 %; `null` of fewer than six rounds. */
  readonly interval: Interval | null;
  /** Whether the relative speed is known within ±2 %. */
  readonly isStable: boolean;
  readonly stepMs: number;
  readonly examplesPerSecond: number;
  /** Of a pair of documents, those of one. */
  readonly tokensPerSecond: number;
  /** Median as it was measured, at whatever pace the machine had then: not to be compared. */
  readonly measuredStepMs: number;
}

/** One variant at one length. */
export interface Point {
  /** Its id. */
  readonly cell: string;
  readonly length: number;
  readonly batch: number;
  readonly outcome: Outcome["kind"];
  /** Why there are no numbers; `null` where there are. */
  readonly why: string | null;
  readonly train: Pace | null;
  readonly evaluate: Pace | null;
  /** Exact peak resident memory of the phase. */
  readonly peakRssBytes: Timed["peakRssBytes"];
  /** Most that the tensors of a training step held at once, by ONNX Runtime's allocator. */
  readonly allocatorPeakBytes: number | null;
}

/** What the lines of one table share. */
export interface Ground {
  /** Version and pace of the metronome; `null` where nothing was timed. */
  readonly metronome: { readonly version: number; readonly beatMs: number } | null;
  readonly maxMemoryBytes: number | null;
}

export type Phase = "train" | "evaluate";

/** Records as points, by ascending length. */
export const pointsOf = (records: readonly Record[], ground: Ground): readonly Point[] =>
  records.map((record) => pointOf(record, ground)).sort((a, b) => a.length - b.length);

function pointOf(record: Record, { metronome }: Ground): Point {
  const { cell, outcome } = record;
  const [timed, batch] = [efficiencyOf(record), batchOf(record)];
  const throughput = timed?.throughput ?? null;
  const isStale = throughput !== null && throughput.metronome !== metronome?.version;
  const pace = (phase: Phase): Pace | null => {
    const rounds = throughput?.[phase];
    if (!rounds || !metronome || isStale) return null;
    return paceOf(rounds, metronome.beatMs, batch, cell.length);
  };
  return {
    cell: cell.id,
    length: cell.length,
    batch,
    outcome: outcome.kind,
    why: isStale ? stale : whyNot(outcome),
    train: pace("train"),
    evaluate: pace("evaluate"),
    peakRssBytes: timed?.peakRssBytes ?? { train: null, evaluate: null },
    allocatorPeakBytes: timed?.profile?.allocator?.peakBytes ?? null,
  };
}

const stale = "timed beside an older metronome; run it again to compare";

function paceOf(rounds: Rounds, beatMs: number, batch: number, length: number): Pace {
  const { stepMs: measuredStepMs, relative, interval } = speedOf(rounds);
  const stepMs = beatMs / relative;
  const examplesPerSecond = (1000 * batch) / stepMs;
  return {
    beats: 1 / relative,
    interval: interval && { low: 1 / interval.high, high: 1 / interval.low },
    isStable: rounds.isStable,
    stepMs,
    examplesPerSecond,
    tokensPerSecond: examplesPerSecond * length,
    measuredStepMs,
  };
}
