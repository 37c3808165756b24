import type { Result } from "../records/index.ts";
import type { Examples } from "../tasks/index.ts";
import { openEvaluator } from "./evaluator.ts";
import type { Experiment } from "./experiment.ts";
import type { Weights } from "./feeds.ts";
import { once } from "./once.ts";
import { stepsOn } from "./stepper.ts";
import { testPhase } from "./test-phase.ts";
import { timeTraining } from "./time-training.ts";
import { throughputOf } from "./timing.ts";
import { trainPhase } from "./train-phase.ts";

/** Steps whose times are left out: buffers are made in them and, on a GPU, kernels compiled. */
const warmupSteps = 3;

/** What was measured, and of what: the weights of both checkpoints. */
export interface Measured {
  readonly result: Result;
  readonly weights: Readonly<Record<"best" | "last", Weights>>;
}

/** Trains with looks at the validation set, tests, then times training; `invalid` says why there are no numbers to be believed. */
export async function measure(
  experiment: Experiment,
): Promise<Measured | { readonly invalid: string }> {
  const { model, training, graphs, where, seed, splits } = experiment;
  const evaluator = once(() => openEvaluator(graphs.evaluation, model.data, seed, where));
  const phase = await trainPhase(experiment, evaluator);
  if ("invalid" in phase) return phase;
  const { trained, peakBytes, gpuBytes } = phase;
  const tested = await testPhase(experiment, trained, await evaluator());
  if (!Number.isFinite(tested.best.loss + tested.last.loss)) {
    return { invalid: `the test loss became ${tested.last.loss}` };
  }
  if (tested.fault !== null) return { invalid: tested.fault };
  const timed = await timeTraining(experiment, trained.trainingMs.total);
  if ("invalid" in timed) return timed;
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
    throughput: throughputOf(timed.rounds, tested.rounds),
    profile: timed.profile,
    peakRssBytes: { train: peakBytes, evaluate: tested.peakBytes },
    deviceBytes: { train: gpuBytes, evaluate: tested.gpuBytes },
    audits: tested.audits,
  };
  return { result, weights: { best: trained.best.weights, last: trained.last.weights } };
}

/** Share of the commonest class. */
export function majorityShare({ labels, count }: Examples): number {
  const byClass = new Map<number, number>();
  for (const label of labels) byClass.set(label, (byClass.get(label) ?? 0) + 1);
  return Math.max(...byClass.values()) / count;
}
