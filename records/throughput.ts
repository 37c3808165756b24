import { z } from "zod";
import { samples, someSamples } from "./samples.ts";
import { meanOfRuns } from "./statistics/runs-mean.ts";
import { type Interval, median } from "./statistics/summary.ts";

const count = z.number().int().positive();

/** One kind of step timed in turn with the metronome. Raw samples, wall time. */
export const roundsSchema = z
  .strictObject({
    /** Steps before the first round, until they no longer got faster, or a quarter of a short training. */
    warmupMs: samples,
    /** Steps after that, round by round; of a round of many, the last. */
    stepMs: someSamples,
    /** The part of each that was spent inside ONNX Runtime; the rest is feeding and reading. */
    inRunMs: samples,
    stepsPerRound: count,
    /** Median time of one beat of the metronome in each round: now and then one is pushed off its core for as long again. */
    metronomeMs: someSamples,
    /** Whether the median of the relative speeds is known to within 2 %. */
    isStable: z.boolean(),
  })
  .refine(({ stepMs, inRunMs }) => stepMs.length === inRunMs.length, {
    path: ["inRunMs"],
    message: "must have one time for each step",
  })
  .refine(
    ({ stepMs, stepsPerRound, metronomeMs }) =>
      stepMs.length === stepsPerRound * metronomeMs.length,
    {
      path: ["stepMs"],
      message: "must have stepsPerRound times for each round",
    },
  );
export type Rounds = z.infer<typeof roundsSchema>;

/** Speed of training and of inference, apart. */
export const throughputSchema = z.strictObject({
  /** Version of the metronome: relative speeds of two versions do not compare. */
  metronome: count,
  /** `null` of a model that only answers. */
  train: roundsSchema.nullable(),
  evaluate: roundsSchema,
});
export type Throughput = z.infer<typeof throughputSchema>;

/**
 * Of each round, the metronome's time over the median of its steps: how many steps fit into one beat. Whatever slows the
 * machine slows both, so this figure survives neighbours and, roughly, another machine.
 */
export function relativeSpeeds({
  stepMs,
  stepsPerRound,
  metronomeMs,
}: Pick<Rounds, "stepMs" | "stepsPerRound" | "metronomeMs">): readonly number[] {
  return metronomeMs.map((beat, round) => {
    const steps = stepMs.slice(round * stepsPerRound, (round + 1) * stepsPerRound);
    return beat / median(steps)!;
  });
}

/** What rounds come to. */
export interface Speed {
  /** Median wall time of a step. */
  readonly stepMs: number;
  /** Median of the relative speeds. */
  readonly relative: number;
  /** Its 95 % interval, for other runs of the cell too; `null` of fewer than six rounds. */
  readonly interval: Interval | null;
}

export function speedOf(rounds: Rounds): Speed {
  const speeds = relativeSpeeds(rounds);
  return {
    stepMs: median(rounds.stepMs)!,
    relative: median(speeds)!,
    interval: meanOfRuns([speeds])!.interval,
  };
}

/** Steps that fit into one beat of the metronome, over the runs of a cell's seeds: a figure that a busy machine does not change. */
export interface RelativeSpeed {
  /** Geometric mean over the seeds of the median of each. */
  readonly speed: number;
  /** Its 95 % interval, of rounds and of runs; `null` where a seed has fewer than six rounds. */
  readonly interval: Interval | null;
  /** Whether the rounds of every seed settle their median to within 2 %. */
  readonly isStable: boolean;
}

/** `null` unless every seed was timed, and all beside one metronome: an incomplete mean is no mean. */
export function relativeSpeedOf(
  seeds: readonly (Throughput | null)[],
  phase: "train" | "evaluate",
): RelativeSpeed | null {
  const known = seeds.flatMap((seed) => seed?.[phase] ?? []);
  const metronomes = new Set(seeds.map((seed) => seed?.metronome));
  if (known.length < seeds.length || metronomes.size !== 1) return null;
  const { value, interval } = meanOfRuns(known.map(relativeSpeeds))!;
  return { speed: value, interval, isStable: known.every(({ isStable }) => isStable) };
}
