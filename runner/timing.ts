import type { Rounds, Throughput } from "../records/index.ts";
import { nowMs } from "./clock.ts";
import { metronomeVersion, openMetronome } from "./metronome.ts";
import { type Beat, timeInRounds } from "./rounds.ts";
import type { SessionOptions } from "./session.ts";

/** Of the time that training took, what timing one kind of step may take. */
const shareOfTraining = 0.04;

/** Milliseconds for timing one kind of step; 0 when nothing is to be timed. */
export const timingBudget = (leastMs: number, trainingMs: number): number =>
  leastMs === 0 ? 0 : Math.max(leastMs, shareOfTraining * trainingMs);

/** Times `step` beside a metronome that runs where it runs; `null` when there is no time for it. */
export async function timeStep(
  step: () => Promise<Beat>,
  where: Pick<SessionOptions, "device" | "threads">,
  budgetMs: number,
): Promise<Rounds | null> {
  if (budgetMs === 0) return null;
  const metronome = await openMetronome(where);
  try {
    return await timeInRounds({ step, metronome: metronome.beat, budgetMs, now: nowMs });
  } finally {
    await metronome.close();
  }
}

/** `null` where nothing was timed. */
export const throughputOf = (train: Rounds | null, evaluate: Rounds | null): Throughput | null =>
  evaluate && { metronome: metronomeVersion, train, evaluate };
