import type { Rounds } from "../records/index.ts";
import { nowMs } from "./clock.ts";
import { openMetronome } from "./metronome.ts";
import { type Beat, timeInRounds } from "./rounds.ts";
import type { SessionOptions } from "./session.ts";

/** Of the time that training took, what timing one kind of step may take. */
const shareOfTraining = 0.05;

/** Milliseconds for timing one kind of step. */
export const timingBudget = (leastMs: number, trainingMs: number): number =>
  Math.max(leastMs, shareOfTraining * trainingMs);

/** Times `step` beside a metronome that runs where it runs. */
export async function timeStep(
  step: () => Promise<Beat>,
  where: Pick<SessionOptions, "device" | "threads">,
  budgetMs: number,
): Promise<Rounds> {
  const metronome = await openMetronome(where);
  try {
    return await timeInRounds({ step, metronome: metronome.beat, budgetMs, now: nowMs });
  } finally {
    await metronome.close();
  }
}
