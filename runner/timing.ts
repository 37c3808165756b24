import type { Rounds, Throughput } from "../records/index.ts";
import { nowMs } from "./clock.ts";
import type { Experiment } from "./experiment.ts";
import { type Metronome, metronomeVersion } from "./metronome.ts";
import { type Pace, startPace } from "./pace.ts";
import { type Beat, timeInRounds } from "./rounds.ts";

/** Does the work beside a metronome that runs where it runs; beside none where nothing is to be timed. */
export async function withMetronome<T>(
  { openMetronome, where, timingMs }: Pick<Experiment, "openMetronome" | "where" | "timingMs">,
  work: (metronome: Metronome | null) => Promise<T>,
): Promise<T> {
  if (timingMs === 0) return await work(null);
  const metronome = await openMetronome(where);
  try {
    return await work(metronome);
  } finally {
    await metronome.close();
  }
}

/** Times work of so many runs as it goes; `null` where there is no metronome. */
export const paceOf = (metronome: Metronome | null, runs: number, leastMs: number): Pace | null =>
  metronome && startPace({ metronome: metronome.beat, runs, leastMs, now: nowMs });

/** Times `step`, which is run for nothing else; `null` where there is no metronome. */
export const timeStep = async (
  step: () => Promise<Beat>,
  metronome: Metronome | null,
  budgetMs: number,
): Promise<Rounds | null> =>
  metronome && timeInRounds({ step, metronome: metronome.beat, budgetMs, now: nowMs });

/** `null` where nothing was timed. */
export const throughputOf = (
  train: Rounds | null | undefined,
  evaluate: Rounds | null | undefined,
): Throughput | null =>
  evaluate ? { metronome: metronomeVersion, train: train ?? null, evaluate } : null;
