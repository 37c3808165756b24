import type { Result, Rounds } from "../records/index.ts";
import { makeBatch, stream, trainingOrder } from "../tasks/index.ts";
import { divergence } from "./audits/divergence.ts";
import type { Evaluator } from "./evaluator.ts";
import { type Experiment, shapeOf } from "./experiment.ts";
import { type Taken, watchMemory } from "./gpu-memory.ts";
import { timedStep } from "./metronome.ts";
import { once } from "./once.ts";
import { profileTraining } from "./profile.ts";
import { timeStep, timingBudget } from "./timing.ts";
import { type Trained, train } from "./train.ts";
import { openTrainer } from "./trainer.ts";

/** What the training phase came to. */
interface TrainingPhase extends Pick<Result, "profile">, Taken {
  readonly trained: Extract<Trained, { kind: "trained" }>;
  readonly rounds: Rounds | null;
}

/**
 * The training phase; `invalid` says why it could not go on. Its memory is taken at the first look at the
 * validation set, before the evaluator is opened: until then all memory is training's, and one step takes what another
 * takes.
 */
export async function trainPhase(
  experiment: Experiment,
  evaluator: () => Promise<Evaluator>,
): Promise<TrainingPhase | { readonly invalid: string }> {
  const { model, training, graphs, where, seed, splits, progress, timingMs } = experiment;
  const { batch, steps, evaluateEvery, optimiser } = training;
  const taken = once(watchMemory(where.device));
  const options = { ...where, data: model.data, optimiser, steps, seed };
  const trainer = await openTrainer(graphs.train, graphs.encoded, options);
  const order = trainingOrder(splits.train.count, batch, stream(seed, "order"));
  const nextBatch = () => makeBatch(splits.train, order.next().value, shapeOf(model));
  const trained = await train({
    trainer,
    steps,
    evaluateEvery,
    nextBatch,
    validate: async (weights, step) => {
      taken();
      progress({ phase: "validation" });
      const { isRight, loss } = await (await evaluator()).evaluate(weights, splits.validation);
      const correct = isRight.filter(Boolean).length;
      progress({ phase: "training", validationAccuracy: correct / isRight.length });
      return { step, examples: isRight.length, correct, loss };
    },
    onStep: (step, loss) => progress({ phase: "training", step, loss }),
  });
  if (trained.kind === "diverged") {
    const invalid = await divergence(trained, await trainer.untaken(), graphs.train, where.threads);
    await trainer.close();
    return { invalid };
  }
  const phase = { trained, ...taken(), rounds: null, profile: null };
  if (timingMs === 0) {
    await trainer.close();
    return phase;
  }
  progress({ phase: "timing" });
  const budget = timingBudget(timingMs, trained.trainingMs.total);
  const rounds = await timeStep(() => timedStep(trainer, nextBatch()), where, budget);
  await trainer.close();
  return { ...phase, rounds, profile: await profileTraining(experiment, nextBatch()) };
}
