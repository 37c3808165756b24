import type { Rounds } from "../records/index.ts";
import type { Batch } from "../tasks/index.ts";
import { culpritOf } from "./audits/culprit.ts";
import { divergence } from "./audits/divergence.ts";
import type { Experiment } from "./experiment.ts";
import type { Metronome } from "./metronome.ts";
import type { Beat } from "./rounds.ts";
import { timeStep } from "./timing.ts";
import { openTrainer } from "./trainer.ts";
import { watchLosses } from "./watched.ts";

/** One kind of step in a session of its own. */
export interface Opened {
  step(): Promise<Beat>;
  /** What was not finite so far; `null` where all was. */
  fault(): Promise<string | null>;
  close(): Promise<void>;
}

/** Training steps from the first on. */
export async function openSteps(
  { model, training, graphs, where, seed }: Omit<Experiment, "splits">,
  nextBatch: () => Batch,
): Promise<Opened> {
  const { optimiser, steps } = training;
  const options = { ...where, data: model.data, optimiser, steps, seed };
  const trainer = await openTrainer(graphs.train, graphs.encoded, options);
  const watched = watchLosses(trainer, nextBatch);
  return {
    step: watched.step,
    async fault() {
      const diverged = watched.fault();
      if (diverged === null) return null;
      const fed = await trainer.untaken();
      return divergence(diverged, fed, graphs.train, () =>
        culpritOf(graphs.train, fed!, where.threads),
      );
    },
    close: trainer.close,
  };
}

/** Times steps in a session of their own; no rounds where there is no metronome. */
export async function roundsOf(
  open: () => Promise<Opened>,
  metronome: Metronome | null,
  timingMs: number,
): Promise<{ readonly rounds: Rounds | null; readonly fault: string | null }> {
  if (metronome === null) return { rounds: null, fault: null };
  const opened = await open();
  const rounds = await timeStep(opened.step, metronome, timingMs);
  const fault = await opened.fault();
  await opened.close();
  return { rounds, fault };
}
