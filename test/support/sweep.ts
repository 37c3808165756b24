import type { Outcome, Record, Rounds, Throughput } from "../../records/index.ts";
import { type Overrides, sampleCell, sampleRecord } from "./records.ts";

/** What a timed cell took: steps in beats of the metronome, memory in MiB. */
export interface Sample {
  readonly variant: string;
  readonly length: number;
  readonly batch?: number;
  /** Of a training step. */
  readonly beats: number;
  /** Of an answer; a third of a training step unless given. */
  readonly evaluateBeats?: number;
  /** Of the metronome, while it was timed. */
  readonly beatMs?: number;
  /** Eight unless given. */
  readonly rounds?: number;
  readonly isStable?: boolean;
  readonly peakMiB?: number;
  readonly tensorsMiB?: number;
}

const mebibyte = 2 ** 20;

/** A record of a cell that was timed so. */
export function timed(sample: Sample, rest: Overrides = {}): Record {
  const { beats, batch = 4, peakMiB = 100, tensorsMiB = 10 } = sample;
  const throughput: Throughput = {
    metronome: 1,
    train: rounds(beats, sample),
    evaluate: rounds(sample.evaluateBeats ?? beats / 3, sample),
  };
  const allocator = { peakBytes: tensorsMiB * mebibyte, arenaBytes: 2 * tensorsMiB * mebibyte };
  return sweptRecord(
    sample,
    {
      kind: "timed",
      timed: {
        batch,
        throughput,
        profile: { nodes: 9, placed: 9, shareOfTime: 1, elsewhere: {}, kernelMs: {}, allocator },
        peakRssBytes: { train: peakMiB * mebibyte, evaluate: (peakMiB / 2) * mebibyte },
        deviceBytes: { train: null, evaluate: null },
      },
    },
    rest,
  );
}

/** A record of a cell to be timed that ended otherwise. */
export function ended(
  sample: Pick<Sample, "variant" | "length" | "batch">,
  outcome: Outcome,
): Record {
  return sweptRecord(sample, outcome, {});
}

function sweptRecord(
  { variant, length, batch = 4 }: Pick<Sample, "variant" | "length" | "batch">,
  outcome: Outcome,
  rest: Overrides,
): Record {
  const { result: _, outcome: _replaced, cell, ...others } = rest;
  return {
    ...sampleRecord({ ...others, outcome }),
    cell: sampleCell({
      task: "text",
      protocol: "nystromformer",
      variant,
      length,
      measure: "speed",
      overrides: { batch, timingMs: 2000 },
      ...cell,
    }),
    protocol: { batch },
  };
}

/** Rounds of one step each that leave nothing to chance. */
function rounds(beats: number, { beatMs = 20, rounds = 8, isStable = true }: Sample): Rounds {
  const all = Array<number>(rounds).fill(beats * beatMs);
  return {
    warmupMs: [],
    stepMs: all,
    inRunMs: all,
    stepsPerRound: 1,
    metronomeMs: all.map(() => beatMs),
    isStable,
  };
}
