import {
  type GraphCost,
  type Interval,
  median,
  quantile,
  type Record,
  type Rounds,
  speedOf,
  type Timed,
} from "../records/index.ts";
import { type Roofline, rooflineOf } from "./bound.ts";
import { efficiencyOf } from "./outcome.ts";

/** What a record's samples of speed and memory come to. */
export interface Measures {
  /** `null` where it was not timed. */
  readonly train: Pace | null;
  readonly evaluate: Pace | null;
  readonly memory: Memory;
}

/** How fast one kind of step is. */
export interface Pace {
  readonly steps: number;
  /** Time below which half, nine tenths, ninety-nine hundredths of the steps stay; `null` of fewer than 10, or 100, steps. */
  readonly stepMs: {
    readonly p50: number;
    readonly p90: number | null;
    readonly p99: number | null;
  };
  /** From the median step. */
  readonly examplesPerSecond: number;
  /** Of one document an example, padding included. */
  readonly tokensPerSecond: number;
  /** Steps that fit into one beat of the metronome, with a 95 % interval; `null` of fewer than six rounds. */
  readonly relativeSpeed: number;
  readonly interval: Interval | null;
  /** Whether it is known to within 2 %. */
  readonly isStable: boolean;
  /** Of the median step, the part outside ONNX Runtime. */
  readonly hostShare: number;
  /** `null` where the graph's cost is not known. */
  readonly roofline: Roofline | null;
}

/** Bytes by where they were read; a `null` was not to be had. No two of them may be added. */
export interface Memory {
  /** Resident memory of the process, the system's account. */
  readonly processPeak: Phases;
  /** Held by tensors of a training step, and got from the system for them: ONNX Runtime's account. */
  readonly allocatorPeak: number | null;
  readonly arenaHeld: number | null;
  /** Got and not held by any tensor at the peak. */
  readonly arenaSlack: number | null;
  /** Of an NVIDIA GPU, held by the process at the end of the phase: its driver's account. */
  readonly device: Phases;
  /** From the graph: peak of live intermediate tensors, the weights, AdamW's two moments of each. */
  readonly activations: Phases;
  readonly weights: number | null;
  readonly optimiser: number | null;
}

type Phases = Timed["peakRssBytes"];

/** By record: every column of a table asks anew. */
const known = new WeakMap<Record, Measures | null>();

/** `null` of a record without numbers. */
export function measuresOf(record: Record): Measures | null {
  const measures = known.get(record);
  if (measures !== undefined) return measures;
  const made = measuresIn(record);
  known.set(record, made);
  return made;
}

function measuresIn(record: Record): Measures | null {
  const timed = efficiencyOf(record);
  if (timed === null) return null;
  const { train = null, evaluate = null } = timed.throughput ?? {};
  const { cost } = record;
  return {
    train: train && paceOf(train, timed.batch, record, trainingWork(cost)),
    evaluate: evaluate && paceOf(evaluate, timed.batch, record, forwardWork(cost)),
    memory: memoryOf(timed, cost),
  };
}

type Amount = { readonly flops: number; readonly bytesMoved: number } | null;

const trainingWork = (cost: GraphCost | null): Amount =>
  cost && { flops: cost.trainFlops, bytesMoved: cost.trainBytesMoved };

const forwardWork = (cost: GraphCost | null): Amount =>
  cost && { flops: cost.forwardFlops, bytesMoved: cost.forwardBytesMoved };

function paceOf(rounds: Rounds, batch: number, { cell, provider }: Record, work: Amount): Pace {
  const { stepMs: times, inRunMs, isStable } = rounds;
  const at = (share: number): number | null =>
    times.length < Math.round(1 / (1 - share)) ? null : quantile(times, share);
  const { stepMs, relative, interval } = speedOf(rounds);
  const hostShare = median(times.map((ms, i) => Math.max(0, ms - inRunMs[i]!)))! / stepMs;
  const examplesPerSecond = (1000 * batch) / stepMs;
  return {
    steps: times.length,
    stepMs: { p50: stepMs, p90: at(0.9), p99: at(0.99) },
    examplesPerSecond,
    tokensPerSecond: examplesPerSecond * cell.length,
    relativeSpeed: relative,
    interval,
    isStable,
    hostShare,
    roofline: work && rooflineOf({ ...work, stepMs, hostShare }, provider.peaks),
  };
}

/** Bytes of what training keeps from step to step: the weights as float32, and AdamW's two moments of each. */
export const keptBytes = ({ parameters }: GraphCost) => ({
  weights: 4 * parameters,
  optimiser: 8 * parameters,
});

function memoryOf({ peakRssBytes, deviceBytes, profile }: Timed, cost: GraphCost | null): Memory {
  const allocator = profile?.allocator ?? null;
  const kept = cost && keptBytes(cost);
  return {
    processPeak: peakRssBytes,
    allocatorPeak: allocator?.peakBytes ?? null,
    arenaHeld: allocator?.arenaBytes ?? null,
    arenaSlack: allocator && allocator.arenaBytes - allocator.peakBytes,
    device: deviceBytes,
    activations: {
      train: cost?.trainActivationBytes ?? null,
      evaluate: cost?.forwardActivationBytes ?? null,
    },
    weights: kept?.weights ?? null,
    optimiser: kept?.optimiser ?? null,
  };
}
