import type { Profile, Result } from "../records/index.ts";
import type { Batch, Examples } from "../tasks/index.ts";
import { openEvaluator } from "./evaluator.ts";
import type { Experiment } from "./experiment.ts";
import type { Weights } from "./feeds.ts";
import type { Metronome } from "./metronome.ts";
import { once } from "./once.ts";
import { misplacedAnswers, profileTraining } from "./profile.ts";
import { stepsOn } from "./stepper.ts";
import { testPhase } from "./test-phase.ts";
import { throughputOf, withMetronome } from "./timing.ts";
import { trainPhase } from "./train-phase.ts";
import { trainingBatches } from "./training-batches.ts";

/** Steps whose times are left out: buffers are made in them and, on a GPU, kernels compiled. */
const warmupSteps = 3;

/** What was measured, and of what: the weights of both checkpoints. */
export interface Measured {
  readonly result: Result;
  readonly weights: Readonly<Record<"best" | "last", Weights>>;
}

/**
 * Trains with looks at the validation set and tests, both beside a metronome, then profiles a step; `invalid` says why there
 * are no numbers to be believed.
 */
export const measure = (experiment: Experiment): Promise<Measured | { readonly invalid: string }> =>
  withMetronome(experiment, (metronome) => measureBeside(metronome, experiment));

async function measureBeside(
  metronome: Metronome | null,
  experiment: Experiment,
): Promise<Measured | { readonly invalid: string }> {
  const { model, training, graphs, where, seed, splits } = experiment;
  const evaluator = once(() => openEvaluator(graphs.evaluation, model.data, seed, where));
  const phase = await trainPhase(experiment, evaluator, metronome);
  if ("invalid" in phase) return phase;
  const { trained, rounds, peakBytes, gpuBytes } = phase;
  const tested = await testPhase(experiment, trained, await evaluator(), metronome);
  if (tested.fault !== null) return { invalid: tested.fault };
  const batch = trainingBatches(experiment)();
  const profile = await profileOf(experiment, batch);
  const misplaced = await misplacedAnswers(experiment, trained.last.weights, batch);
  if (misplaced !== null) return { invalid: misplaced };
  const { curve, stepMs, trainingMs } = trained;
  const firsts = Math.max(warmupSteps, stepsOn[where.device]); // those of one run share its time
  const warm = Math.min(firsts, Math.floor(stepMs.length / 2));
  const result: Result = {
    majorityShare: majorityShare(splits.test),
    curve: [...curve],
    best: tested.best,
    last: tested.last,
    warmupMs: stepMs.slice(0, warm),
    stepMs: stepMs.slice(warm),
    trainingMs,
    evaluationMs: tested.batchMs,
    batch: training.batch,
    throughput: throughputOf(rounds, tested.rounds),
    profile,
    peakRssBytes: { train: peakBytes, evaluate: tested.peakBytes },
    deviceBytes: { train: gpuBytes, evaluate: tested.gpuBytes },
    audits: tested.audits,
  };
  return { result, weights: { best: trained.best.weights, last: trained.last.weights } };
}

/** On another device than the processor it always tells whether the steps ran there. */
async function profileOf(experiment: Experiment, batch: Batch): Promise<Profile | null> {
  const { where, timingMs, progress } = experiment;
  if (timingMs === 0 && where.device === "cpu") return null;
  progress({ phase: "timing" });
  return await profileTraining(experiment, batch);
}

/** Share of the commonest class. */
export function majorityShare({ labels, count }: Examples): number {
  const byClass = new Map<number, number>();
  for (const label of labels) byClass.set(label, (byClass.get(label) ?? 0) + 1);
  return Math.max(...byClass.values()) / count;
}
