import type { Profile, Rounds } from "../records/index.ts";
import { type Batch, makeBatch, stream, trainingOrder } from "../tasks/index.ts";
import { type Experiment, shapeOf } from "./experiment.ts";
import { openSteps, roundsOf } from "./opened.ts";
import { profileTraining } from "./profile.ts";
import { timingBudget } from "./timing.ts";

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
  const open = () => openSteps(experiment, nextBatch);
  const { rounds, fault } = await roundsOf(open, where, timingBudget(timingMs, trainingMs));
  if (fault !== null) return { invalid: fault };
  return { rounds, profile: await profileTraining(experiment, nextBatch()) };
}

/** Makes the batches of a training, one a call. */
export function trainingBatches({ model, training, splits, seed }: Experiment): () => Batch {
  const order = trainingOrder(splits.train.count, training.batch, stream(seed, "order"));
  return () => makeBatch(splits.train, order.next().value, shapeOf(model));
}
