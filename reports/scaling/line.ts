import {
  type Interval,
  type Outcome,
  type Record,
  type Rounds,
  speedOf,
  type Timed,
} from "../../records/index.ts";
import { options } from "../format.ts";
import { variantName } from "../name.ts";
import { efficiencyOf, whyNot } from "../outcome.ts";
import { type Crossover, crossover } from "./crossover.ts";
import { batchOf } from "./families.ts";
import { type Growth, growthOf } from "./growth.ts";

/** How fast one kind of step is. Times are those that it would take while the metronome goes at the pace of the whole table. */
export interface Pace {
  /** Median, in beats of the metronome. */
  readonly beats: number;
  /** Of the beats, 95 %; `null` of fewer than six rounds. */
  readonly interval: Interval | null;
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

/** One variant at all lengths, ascending. */
export interface Line {
  readonly variant: string;
  readonly variantOptions: string;
  /** Of mixing alone; `null` where the variant claims nothing. */
  readonly claim: Record["claim"];
  readonly points: readonly Point[];
  /** Of the time for an example, and of the allocator's peak for an example, over the length. */
  readonly exponents: {
    readonly train: Growth | null;
    readonly evaluate: Growth | null;
    readonly memory: Growth | null;
  };
  /** Where it gets faster than softmax; `null` where there is nothing to compare. */
  readonly crossover: { readonly train: Crossover | null; readonly evaluate: Crossover | null };
  /** Of the lengths measured, the greatest whose training stays within the limit; `null` without a limit, or where none does. */
  readonly longest: number | null;
}

/** What the lines of one table share. */
export interface Ground {
  /** Version and pace of the metronome; `null` where nothing was timed. */
  readonly metronome: { readonly version: number; readonly beatMs: number } | null;
  readonly maxMemoryBytes: number | null;
}

export type Phase = "train" | "evaluate";

/** The line of one variant's records, one a length; `softmax` are those of softmax. */
export function lineOf(
  records: readonly [Record, ...Record[]],
  softmax: readonly Point[],
  ground: Ground,
): Line {
  const [{ cell }] = records;
  const points = pointsOf(records, ground);
  const isSoftmax = cell.variant === "softmax";
  const crossing = (phase: Phase) =>
    isSoftmax ? null : crossover(pairsOf(points, softmax, phase));
  return {
    variant: variantName(cell),
    variantOptions: options(cell.variantOptions),
    claim: records.find(({ claim }) => claim !== null)?.claim ?? null,
    points,
    exponents: {
      train: growthOf(perExample(points, ({ train }) => train?.beats ?? null)),
      evaluate: growthOf(perExample(points, ({ evaluate }) => evaluate?.beats ?? null)),
      memory: growthOf(perExample(points, ({ allocatorPeakBytes }) => allocatorPeakBytes)),
    },
    crossover: { train: crossing("train"), evaluate: crossing("evaluate") },
    longest: longestWithin(points, ground.maxMemoryBytes),
  };
}

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

/** Where both have numbers. */
const pairsOf = (points: readonly Point[], others: readonly Point[], phase: Phase) =>
  points.flatMap((point) => {
    const other = others.find(({ length }) => length === point.length)?.[phase];
    const pace = point[phase];
    return pace && other ? [[point.length, pace.beats, other.beats] as const] : [];
  });

const perExample = (points: readonly Point[], value: (point: Point) => number | null) =>
  points.flatMap((point) => {
    const known = value(point);
    return known === null ? [] : [[point.length, known / point.batch] as const];
  });

function longestWithin(points: readonly Point[], limitBytes: number | null): number | null {
  if (limitBytes === null) return null;
  const isWithin = ({ peakRssBytes: { train } }: Point) => train !== null && train <= limitBytes;
  return points.findLast(isWithin)?.length ?? null;
}
