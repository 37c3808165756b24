import type { Training } from "../model/index.ts";
import type { Rounds } from "../records/index.ts";
import { culpritOf } from "./audits/culprit.ts";
import { divergence } from "./audits/divergence.ts";
import type { Evaluator } from "./evaluator.ts";
import type { Experiment } from "./experiment.ts";
import { type Taken, watchMemory } from "./gpu-memory.ts";
import type { Metronome } from "./metronome.ts";
import { once } from "./once.ts";
import { paceOf } from "./timing.ts";
import { type Trained, train } from "./train.ts";
import { openTrainer } from "./trainer.ts";
import { trainingBatches } from "./training-batches.ts";

/** What the training phase came to. */
interface TrainingPhase extends Taken {
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
  metronome: Metronome | null,
): Promise<TrainingPhase | { readonly invalid: string }> {
  const { model, training, graphs, where, seed, splits, progress, timingMs } = experiment;
  const { steps, evaluateEvery, optimiser } = training;
  const taken = once(watchMemory(where.device, { isFirst: true }));
  const options = { ...where, data: model.data, optimiser, steps, seed };
  const trainer = await openTrainer(graphs.train, graphs.encoded, options);
  const runs = runsOf(training, trainer.stepsPerRun);
  const pace = paceOf(metronome, runs, timingMs);
  const trained = await train({
    trainer,
    steps,
    evaluateEvery,
    nextBatch: trainingBatches(experiment),
    validate: async (weights, step) => {
      taken();
      progress({ phase: "validation" });
      const { isRight, loss } = await (await evaluator()).evaluate(weights, splits.validation);
      const correct = isRight.filter(Boolean).length;
      progress({ phase: "training", validationAccuracy: correct / isRight.length });
      return { step, examples: isRight.length, correct, loss };
    },
    onStep: (step, loss) => progress({ phase: "training", step, loss }),
    pace,
  });
  if (trained.kind === "trained") {
    await trainer.close();
    return { trained, rounds: pace?.rounds() ?? null, ...taken() };
  }
  const fed = await trainer.untaken();
  const invalid = await divergence(trained, fed, graphs.train, async () =>
    trained.weights
      ? (await evaluator()).blame(trained.weights, splits.validation)
      : culpritOf(graphs.train, fed!, where.threads),
  );
  await trainer.close();
  return { invalid };
}

/** How many runs of the session the steps come to: one ends where the validation set is looked at. */
function runsOf(
  { steps, evaluateEvery }: Pick<Training, "steps" | "evaluateEvery">,
  stepsPerRun: number,
): number {
  const runs = (length: number) => Math.ceil(length / stepsPerRun);
  return Math.floor(steps / evaluateEvery) * runs(evaluateEvery) + runs(steps % evaluateEvery);
}
