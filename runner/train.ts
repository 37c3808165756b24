import type { Result } from "../records/index.ts";
import type { Batch } from "../tasks/index.ts";
import { microseconds, nowMs } from "./clock.ts";
import type { Weights } from "./feeds.ts";
import type { Pace } from "./pace.ts";
import type { Trainer } from "./trainer.ts";

type Point = Result["curve"][number];

export interface Training {
  readonly trainer: Pick<Trainer, "stepsPerRun" | "steps" | "weights" | "inRunMs">;
  nextBatch(): Batch;
  validate(weights: Weights, step: number): Promise<Point["validation"]>;
  readonly steps: number;
  /** Steps between two validations; there is one after the last step in any case. */
  readonly evaluateEvery: number;
  onStep?(step: number, loss: number): void;
  /** Told of every run of steps. */
  readonly pace?: Pace | null;
}

export interface Checkpoint {
  readonly step: number;
  readonly weights: Weights;
}

/** What training came to: weights and samples, or the loss, or weights, that were not finite any more. */
export type Trained =
  | {
      readonly kind: "trained";
      readonly curve: readonly Point[];
      /** The first of those that answered most of the validation set right. */
      readonly best: Checkpoint;
      readonly last: Checkpoint;
      readonly stepMs: readonly number[];
      readonly trainingMs: NonNullable<Result["trainingMs"]>;
    }
  | {
      readonly kind: "diverged";
      readonly step: number;
      /** Finite where the weights alone are not. */
      readonly loss: number;
      /** Those that the validation set was seen with; `null` where it was the loss of the step itself. */
      readonly weights: Weights | null;
    };

/** Steps and validations in turn. Times are of the training alone; steps taken in one go share theirs evenly. */
export async function train(training: Training): Promise<Trained> {
  const { trainer, nextBatch, validate, steps, evaluateEvery, onStep, pace } = training;
  const curve: Point[] = [];
  const stepMs: number[] = [];
  let losses: number[] = [];
  let best: (Checkpoint & { readonly correct: number }) | null = null;
  let last: Checkpoint | null = null;
  let total = 0;
  let since = nowMs();

  for (let step = 0; step < steps; ) {
    const left = Math.min(steps - step, evaluateEvery - (step % evaluateEvery));
    const length = Math.min(left, trainer.stepsPerRun);
    const batches = Array.from({ length }, nextBatch);
    const [start, inRun] = [nowMs(), trainer.inRunMs()];
    const taken = await trainer.steps(batches);
    const eachMs = microseconds((nowMs() - start) / taken.length);
    const eachInRunMs = microseconds((trainer.inRunMs() - inRun) / taken.length);
    for (const loss of taken) {
      step++;
      stepMs.push(eachMs);
      if (!Number.isFinite(loss)) return { kind: "diverged", step, loss, weights: null };
      losses.push(loss);
      onStep?.(step, loss);
    }
    const paused = nowMs();
    await pace?.took({ ms: eachMs, inRunMs: eachInRunMs });
    since += nowMs() - paused;
    if (step % evaluateEvery !== 0 && step !== steps) continue;

    total += nowMs() - since;
    last = { step, weights: await trainer.weights() };
    const validation = await validate(last.weights, step);
    if (!Number.isFinite(validation.loss) || !areFinite(last.weights)) {
      return { kind: "diverged", step, loss: validation.loss, weights: last.weights };
    }
    curve.push({ step, trainLoss: losses.reduce((a, b) => a + b) / losses.length, validation });
    if (!best || validation.correct > best.correct) best = { ...last, correct: validation.correct };
    losses = [];
    since = nowMs();
  }

  if (!best || !last) throw new RangeError(`train: need at least one step: got ${steps}.`);
  const trainingMs = { inRun: trainer.inRunMs(), total };
  return { kind: "trained", curve, best, last, stepMs, trainingMs };
}

const areFinite = ({ parameters, states }: Weights): boolean =>
  parameters.every(Number.isFinite) && (states?.every(Number.isFinite) ?? true);
