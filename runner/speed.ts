import type { ModelSpec } from "../model/index.ts";
import type { Timed } from "../records/index.ts";
import { type Batch, stream } from "../tasks/index.ts";
import { openEvaluator } from "./evaluator.ts";
import type { Experiment } from "./experiment.ts";
import { firstWeights } from "./feeds.ts";
import { watchMemory } from "./gpu-memory.ts";
import { timedStep } from "./metronome.ts";
import { profileTraining } from "./profile.ts";
import { randomBatch } from "./random-batch.ts";
import { throughputOf, timeStep } from "./timing.ts";
import { openTrainer } from "./trainer.ts";

/** Steps before memory is looked at: all buffers are made in them. */
const settlingSteps = 2;

/** Speed and memory of training and of inference, on random tokens: what a step takes does not hang on what it learns. */
export async function measureSpeed(experiment: Omit<Experiment, "splits">): Promise<Timed> {
  const batch = speedBatch(experiment);
  const train = await speedOfTraining(experiment, batch);
  const profile = await profileTraining(experiment, batch);
  const evaluate = await speedOfAnswers(experiment, batch);
  return {
    batch: experiment.training.batch,
    throughput: throughputOf(train.rounds, evaluate.rounds),
    profile,
    peakRssBytes: { train: train.peakBytes, evaluate: evaluate.peakBytes },
    deviceBytes: { train: train.gpuBytes, evaluate: evaluate.gpuBytes },
  };
}

async function speedOfTraining(
  { model, training, graphs, where, seed, timingMs, progress }: Omit<Experiment, "splits">,
  batch: Batch,
) {
  progress({ phase: "training" });
  const readMemory = watchMemory(where.device);
  const { optimiser, steps } = training;
  const options = { ...where, data: model.data, optimiser, steps, seed };
  const trainer = await openTrainer(graphs.train, graphs.encoded, options);
  for (let i = 0; i < settlingSteps; i++) await trainer.step(batch);
  const taken = readMemory();
  progress({ phase: "timing" });
  const rounds = await timeStep(() => timedStep(trainer, batch), where, timingMs);
  await trainer.close();
  return { rounds, ...taken };
}

async function speedOfAnswers(
  { model, graphs, where, seed, timingMs }: Omit<Experiment, "splits">,
  batch: Batch,
) {
  const readMemory = watchMemory(where.device);
  const weights = firstWeights(graphs.evaluation, seed);
  const evaluator = await openEvaluator(graphs.evaluation, model.data, seed, where);
  for (let i = 0; i < settlingSteps; i++) await evaluator.time(weights, batch);
  const taken = readMemory();
  const rounds = await timeStep(() => evaluator.time(weights, batch), where, timingMs);
  await evaluator.close();
  return { rounds, ...taken };
}

/** What steps are timed with. */
export const speedBatch = ({ model, seed }: Seeded): Batch =>
  randomBatch(model.data, stream(seed, "speed"));

interface Seeded {
  readonly model: Pick<ModelSpec, "data">;
  readonly seed: number;
}
