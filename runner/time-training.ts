import type { Profile, Rounds } from "../records/index.ts";
import { type Batch, makeBatch, stream, trainingOrder } from "../tasks/index.ts";
import { divergence } from "./audits/divergence.ts";
import { type Experiment, shapeOf } from "./experiment.ts";
import { profileTraining } from "./profile.ts";
import { timeStep, timingBudget } from "./timing.ts";
import { openTrainer } from "./trainer.ts";
import { watchLosses } from "./watched.ts";

interface Timing {
  /** `null` where the protocol gives timing no time. */
  readonly rounds: Rounds | null;
  /** The same on the processor; on another device it always tells whether the steps ran there. */
  readonly profile: Profile | null;
}

/**
 * The speed of training from its first steps on, in sessions of their own: what training and testing take in memory is
 * then theirs. `trainingMs` is what the whole training took; `invalid` says which loss was not finite.
 */
export async function timeTraining(
  experiment: Experiment,
  trainingMs: number,
): Promise<Timing | { readonly invalid: string }> {
  const { where, timingMs, progress } = experiment;
  if (timingMs === 0 && where.device === "cpu") return { rounds: null, profile: null };
  progress({ phase: "timing" });
  const nextBatch = trainingBatches(experiment);
  const timed = await roundsOf(experiment, nextBatch, timingBudget(timingMs, trainingMs));
  if ("invalid" in timed) return timed;
  return { ...timed, profile: await profileTraining(experiment, nextBatch()) };
}

/** Makes the batches of a training, one a call. */
export function trainingBatches({ model, training, splits, seed }: Experiment): () => Batch {
  const order = trainingOrder(splits.train.count, training.batch, stream(seed, "order"));
  return () => makeBatch(splits.train, order.next().value, shapeOf(model));
}

async function roundsOf(
  { model, training, graphs, where, seed }: Experiment,
  nextBatch: () => Batch,
  budgetMs: number,
): Promise<Pick<Timing, "rounds"> | { readonly invalid: string }> {
  if (budgetMs === 0) return { rounds: null };
  const { optimiser, steps } = training;
  const options = { ...where, data: model.data, optimiser, steps, seed };
  const trainer = await openTrainer(graphs.train, graphs.encoded, options);
  const watched = watchLosses(trainer, nextBatch, 0);
  const rounds = await timeStep(watched.step, where, budgetMs);
  const diverged = watched.fault();
  const invalid =
    diverged && (await divergence(diverged, await trainer.untaken(), graphs.train, where.threads));
  await trainer.close();
  return invalid === null ? { rounds } : { invalid };
}
