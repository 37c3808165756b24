import type { ModelSpec, Step, Training } from "../model/index.ts";
import { packBits, type Result } from "../records/index.ts";
import { type Dataset, type Examples, makeBatch, stream, trainingOrder } from "../tasks/index.ts";
import { type Evaluation, type Evaluator, openEvaluator } from "./evaluator.ts";
import { watchPeak } from "./memory.ts";
import type { progressOf } from "./progress.ts";
import type { SessionOptions } from "./session.ts";
import { type Checkpoint, type Trained, train } from "./train.ts";
import { openTrainer } from "./trainer.ts";

/** A cell made ready: data, graphs and where they run. */
export interface Experiment {
  readonly model: ModelSpec;
  readonly training: Training;
  readonly graphs: {
    readonly train: Step;
    /** The training graph as ONNX. */
    readonly encoded: Uint8Array;
    readonly evaluation: Step;
  };
  readonly where: Pick<SessionOptions, "device" | "threads">;
  readonly seed: number;
  readonly splits: Dataset["splits"];
  readonly progress: ReturnType<typeof progressOf>;
}

/** Steps whose times are left out: buffers are made in them and, on a GPU, kernels compiled. */
const warmupSteps = 3;

/** Trains with looks at the validation set, then tests; `invalid` says why there are no numbers to be believed. */
export async function measure(
  experiment: Experiment,
): Promise<Result | { readonly invalid: string }> {
  const { model, training, graphs, where, seed, splits, progress } = experiment;
  const evaluator = once(() => openEvaluator(graphs.evaluation, model.data, seed, where));
  const { trained, peakBytes } = await trainOn(experiment, evaluator);
  if (trained.kind === "diverged") {
    return { invalid: `the loss became ${trained.loss} at step ${trained.step}` };
  }
  progress({ phase: "test", step: trained.last.step });
  const tested = await testOn(trained, await evaluator(), splits.test);
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
    peakRssBytes: { train: peakBytes, evaluate: tested.peakBytes },
  };
}

/**
 * The training phase. Its peak of memory is taken at the first look at the validation set, before the evaluator is
 * opened: until then all memory is training's, and one step takes what another takes.
 */
async function trainOn(
  { model, training, graphs, where, seed, splits, progress }: Experiment,
  evaluator: () => Promise<Evaluator>,
): Promise<{ readonly trained: Trained; readonly peakBytes: number | null }> {
  const { batch, steps, evaluateEvery, optimiser } = training;
  const peakBytes = once(watchPeak());
  const options = { ...where, data: model.data, optimiser, steps, seed };
  const trainer = await openTrainer(graphs.train, graphs.encoded, options);
  const order = trainingOrder(splits.train.count, batch, stream(seed, "order"));
  const shape = { rows: batch, towers: model.data.towers, length: model.data.length };
  const trained = await train({
    trainer,
    steps,
    evaluateEvery,
    nextBatch: () => makeBatch(splits.train, order.next().value, shape),
    validate: async (weights, step) => {
      peakBytes();
      progress({ phase: "validation" });
      const { isRight, loss } = await (await evaluator()).evaluate(weights, splits.validation);
      const correct = count(isRight);
      progress({ phase: "training", validationAccuracy: correct / isRight.length });
      return { step, examples: isRight.length, correct, loss };
    },
    onStep: (step, loss) => progress({ phase: "training", step, loss }),
  });
  await trainer.close();
  return { trained, peakBytes: peakBytes() };
}

/** Both checkpoints on the test set; one pass when they are the same. */
async function testOn(
  { best, last }: Extract<Trained, { kind: "trained" }>,
  evaluator: Evaluator,
  test: Examples,
) {
  const peakBytes = watchPeak();
  const ofLast = await evaluator.evaluate(last.weights, test);
  const ofBest = best.step === last.step ? null : await evaluator.evaluate(best.weights, test);
  const tested = {
    best: scored(best, ofBest ?? ofLast),
    last: scored(last, ofLast),
    batchMs: [...ofLast.batchMs, ...(ofBest?.batchMs ?? [])],
    peakBytes: peakBytes(),
  };
  await evaluator.close();
  return tested;
}

const scored = ({ step }: Checkpoint, { isRight, loss }: Evaluation): Result["best"] => ({
  step,
  examples: isRight.length,
  correct: count(isRight),
  loss,
  correctBits: packBits(isRight),
});

const count = (values: readonly boolean[]): number => values.filter(Boolean).length;

/** Share of the commonest class. */
function majorityShare({ labels, count }: Examples): number {
  const byClass = new Map<number, number>();
  for (const label of labels) byClass.set(label, (byClass.get(label) ?? 0) + 1);
  return Math.max(...byClass.values()) / count;
}

/** Calls `make` at the first call only; the others get the same value. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
