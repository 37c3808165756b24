import type { Result } from "../records/index.ts";
import type { Examples } from "../tasks/index.ts";
import { openEvaluator } from "./evaluator.ts";
import type { Experiment } from "./experiment.ts";
import { once } from "./once.ts";
import { testPhase } from "./test-phase.ts";
import { throughputOf } from "./timing.ts";
import { trainPhase } from "./train-phase.ts";

/** Steps whose times are left out: buffers are made in them and, on a GPU, kernels compiled. */
const warmupSteps = 3;

/** Trains with looks at the validation set, then tests; `invalid` says why there are no numbers to be believed. */
export async function measure(
  experiment: Experiment,
): Promise<Result | { readonly invalid: string }> {
  const { model, training, graphs, where, seed, splits } = experiment;
  const evaluator = once(() => openEvaluator(graphs.evaluation, model.data, seed, where));
  const { trained, peakBytes, rounds, profile } = await trainPhase(experiment, evaluator);
  if (trained.kind === "diverged") {
    return { invalid: `the loss became ${trained.loss} at step ${trained.step}` };
  }
  const tested = await testPhase(experiment, trained, await evaluator());
  if (!Number.isFinite(tested.best.loss + tested.last.loss)) {
    return { invalid: `the test loss became ${tested.last.loss}` };
  }
  const { curve, stepMs, trainingMs } = trained;
  const warm = Math.min(warmupSteps, Math.floor(stepMs.length / 2));
  return {
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
    deviceBytes: { train: null, evaluate: null },
    audits: null,
  };
}

/** Share of the commonest class. */
function majorityShare({ labels, count }: Examples): number {
  const byClass = new Map<number, number>();
  for (const label of labels) byClass.set(label, (byClass.get(label) ?? 0) + 1);
  return Math.max(...byClass.values()) / count;
}
