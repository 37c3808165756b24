import { z } from "zod";
import { samples, someSamples } from "./samples.ts";
import { medianInterval } from "./statistics/median-interval.ts";
import { type Interval, median } from "./statistics/summary.ts";

const count = z.number().int().positive();

/** One kind of step timed in turn with the metronome. Raw samples, wall time. */
export const roundsSchema = z
  .strictObject({
    /** Steps before the first round, until they no longer got faster. */
    warmupMs: samples,
    /** Every step after that, round by round. */
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
  /** Its 95 % interval; `null` of fewer than six rounds. */
  readonly interval: Interval | null;
}

export function speedOf(rounds: Rounds): Speed {
  const speeds = relativeSpeeds(rounds);
  return {
    stepMs: median(rounds.stepMs)!,
    relative: median(speeds)!,
    interval: medianInterval(speeds),
  };
}
