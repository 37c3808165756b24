import { packBits, type Result } from "../records/index.ts";
import { evaluationOrder, makeBatch } from "../tasks/index.ts";
import type { Evaluation, Evaluator } from "./evaluator.ts";
import { type Experiment, shapeOf } from "./experiment.ts";
import { watchPeak } from "./memory.ts";
import { timeStep, timingBudget } from "./timing.ts";
import type { Checkpoint, Trained } from "./train.ts";

/** Both checkpoints on the test set, one pass when they are the same; then the speed of an answer. */
export async function testPhase(
  { model, where, splits: { test }, progress, timingMs }: Experiment,
  { best, last, trainingMs }: Extract<Trained, { kind: "trained" }>,
  evaluator: Evaluator,
) {
  progress({ phase: "test", step: last.step });
  const peakBytes = watchPeak();
  const ofLast = await evaluator.evaluate(last.weights, test);
  const ofBest = best.step === last.step ? null : await evaluator.evaluate(best.weights, test);
  const tested = {
    best: scored(best, ofBest ?? ofLast),
    last: scored(last, ofLast),
    batchMs: [...ofLast.batchMs, ...(ofBest?.batchMs ?? [])],
    peakBytes: peakBytes(),
  };
  if (timingMs > 0) progress({ phase: "timing" });
  const [indices] = evaluationOrder(test.count, model.data.batch);
  const batch = makeBatch(test, indices!, shapeOf(model));
  const budget = timingBudget(timingMs, trainingMs.total);
  const rounds = await timeStep(() => evaluator.time(last.weights, batch), where, budget);
  await evaluator.close();
  return { ...tested, rounds };
}

const scored = ({ step }: Checkpoint, { isRight, loss }: Evaluation): Result["best"] => ({
  step,
  examples: isRight.length,
  correct: isRight.filter(Boolean).length,
  loss,
  correctBits: packBits(isRight),
});
