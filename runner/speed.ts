import type { ModelSpec } from "../model/index.ts";
import type { Timed } from "../records/index.ts";
import { type Batch, stream } from "../tasks/index.ts";
import { openEvaluator } from "./evaluator.ts";
import type { Experiment } from "./experiment.ts";
import { firstWeights } from "./feeds.ts";
import { type Taken, watchMemory } from "./gpu-memory.ts";
import { type Opened, openSteps, roundsOf } from "./opened.ts";
import { misplacedAnswers, profileTraining } from "./profile.ts";
import { randomBatch } from "./random-batch.ts";
import { throughputOf, withMetronome } from "./timing.ts";
import { watchLogits } from "./watched.ts";

/** Steps before memory is looked at: all buffers are made in them. */
const settlingSteps = 2;

/**
 * Speed and memory of training and of inference, on random tokens: what a step takes does not hang on what it learns. The
 * memory of both is taken before anything is timed or profiled, since that takes memory too. `invalid` says what was not
 * finite.
 */
export async function measureSpeed(
  experiment: Omit<Experiment, "splits">,
): Promise<Timed | { readonly invalid: string }> {
  const { where, timingMs, training, progress } = experiment;
  const batch = speedBatch(experiment);
  const openTraining = () => openSteps(experiment, () => batch);
  const openAnswering = () => openAnswers(experiment, batch);
  progress({ phase: "training" });
  const train = await memoryOf(openTraining, where, true);
  if (train.fault !== null) return { invalid: train.fault };
  const evaluate = await memoryOf(openAnswering, where, false);
  if (evaluate.fault !== null) return { invalid: evaluate.fault };
  progress({ phase: "timing" });
  return withMetronome(experiment, async (metronome) => {
    const steps = await roundsOf(openTraining, metronome, timingMs);
    if (steps.fault !== null) return { invalid: steps.fault };
    const profile = await profileTraining(experiment, batch);
    const weights = firstWeights(experiment.graphs.evaluation, experiment.seed);
    const misplaced = await misplacedAnswers(experiment, weights, batch);
    if (misplaced !== null) return { invalid: misplaced };
    const answers = await roundsOf(openAnswering, metronome, timingMs);
    if (answers.fault !== null) return { invalid: answers.fault };
    return {
      batch: training.batch,
      throughput: throughputOf(steps.rounds, answers.rounds),
      profile,
      peakRssBytes: { train: train.peakBytes, evaluate: evaluate.peakBytes },
      deviceBytes: { train: train.gpuBytes, evaluate: evaluate.gpuBytes },
    };
  });
}

async function memoryOf(
  open: () => Promise<Opened>,
  { device }: Experiment["where"],
  isFirst: boolean,
): Promise<Taken & { readonly fault: string | null }> {
  const readMemory = watchMemory(device, { isFirst });
  const opened = await open();
  for (let i = 0; i < settlingSteps; i++) await opened.step();
  const taken = readMemory();
  const fault = await opened.fault();
  await opened.close();
  return { ...taken, fault };
}

async function openAnswers(
  { model, graphs, where, seed }: Omit<Experiment, "splits">,
  batch: Batch,
): Promise<Opened> {
  const { data } = model;
  const weights = firstWeights(graphs.evaluation, seed);
  const evaluator = await openEvaluator(graphs.evaluation, data, seed, where);
  const answer = () => evaluator.answer(weights, batch);
  const watched = watchLogits(answer, data.batch, data.classes);
  return {
    step: watched.step,
    fault: async () => watched.fault(),
    close: evaluator.close,
  };
}

/** What steps are timed with. */
export const speedBatch = ({ model, seed }: Seeded): Batch =>
  randomBatch(model.data, stream(seed, "speed"));

interface Seeded {
  readonly model: Pick<ModelSpec, "data">;
  readonly seed: number;
}
