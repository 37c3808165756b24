import type { Examples } from "../tasks/index.ts";
import { testedAs } from "./answers.ts";
import { openAlone } from "./audits/alone.ts";
import { type Agreement, type Asking, auditAnswers } from "./audits/answers.ts";
import { deal } from "./audits/deal.ts";
import type { Answer, Evaluation, Evaluator } from "./evaluator.ts";
import type { Experiment } from "./experiment.ts";
import type { Weights } from "./feeds.ts";
import { watchMemory } from "./gpu-memory.ts";
import type { Metronome } from "./metronome.ts";
import { paceOf } from "./timing.ts";
import type { Checkpoint, Trained } from "./train.ts";

/**
 * Both checkpoints on the test set, one pass when they are the same, the first of them timed; the same answers asked for in
 * other ways. Memory is taken before that. `fault` says where an answer is no number, or an example was answered in two ways.
 */
export async function testPhase(
  experiment: Experiment,
  { best, last }: Extract<Trained, { kind: "trained" }>,
  evaluator: Evaluator,
  metronome: Metronome | null,
) {
  const { model, where, splits, progress, timingMs } = experiment;
  const { test } = splits;
  progress({ phase: "test", step: last.step });
  const taken = watchMemory(where.device);
  const batches = Math.ceil(test.count / model.data.batch);
  const pace = paceOf(metronome, batches, timingMs);
  const ofLast = await evaluator.evaluate(last.weights, test, pace);
  const ofBest = best.step === last.step ? null : await evaluator.evaluate(best.weights, test);
  const tested = {
    best: testedAs(ofBest ?? ofLast, best.step, test),
    last: testedAs(ofLast, last.step, test),
    batchMs: [...ofLast.batchMs, ...(ofBest?.batchMs ?? [])],
    ...taken(),
  };
  const broken =
    (ofBest && (await brokenAnswers(ofBest, best, evaluator, test))) ??
    (await brokenAnswers(ofLast, last, evaluator, test));
  const answer: Answer = (batch) => evaluator.answer(last.weights, batch);
  const agreement = await agreementOf(experiment, last.weights, answer, ofLast);
  await evaluator.close();
  return {
    ...tested,
    rounds: pace?.rounds() ?? null,
    audits: { batchDifference: agreement.difference },
    fault: broken ?? agreement.fault,
  };
}

/** Why the test loss is no number; `null` where it is one. */
async function brokenAnswers(
  { loss }: Evaluation,
  { step, weights }: Checkpoint,
  evaluator: Evaluator,
  test: Examples,
): Promise<string | null> {
  if (Number.isFinite(loss)) return null;
  const why = await evaluator.blame(weights, test);
  return `the test loss became ${loss} with the weights of step ${step}: ${why}`;
}

/** How far the answers are from those in other places of a batch, and from those of a graph for one example. */
async function agreementOf(
  experiment: Experiment,
  weights: Weights,
  answer: Answer,
  tested: Evaluation,
): Promise<Agreement> {
  const { model, training, splits } = experiment;
  const { data } = model;
  const batches = deal(splits.test.count, data.batch);
  const dealt: Asking = { how: "beside other examples", answer, data, batches };
  if (training.steps < stepsForAlone) return await auditAnswers([dealt], splits.test, tested);
  const alone = await openAlone(experiment, weights);
  const agreement = await auditAnswers([dealt, alone], splits.test, tested);
  await alone.close();
  return agreement;
}

/** Training steps from which on the graph for one example is opened: that takes as long as a few of them. */
const stepsForAlone = 100;
