import { encode } from "../graph/onnx/index.ts";
import { type DataShape, names, type Step } from "../model/index.ts";
import { type Batch, type Examples, evaluationOrder, makeBatch } from "../tasks/index.ts";
import { culpritOf } from "./audits/culprit.ts";
import { notFiniteLogit } from "./audits/finite.ts";
import { microseconds, nowMs } from "./clock.ts";
import {
  batchFeeds,
  randomFeeds,
  type Values,
  type Weights,
  wanted,
  weightFeeds,
} from "./feeds.ts";
import type { Pace } from "./pace.ts";
import type { Beat } from "./rounds.ts";
import { score } from "./scores.ts";
import { openSession, read, type SessionOptions } from "./session.ts";

/** How all examples of a split were answered, in their order. */
export interface Evaluation {
  readonly isRight: readonly boolean[];
  /** `[examples, classes]` */
  readonly logits: Float32Array;
  /** Mean cross entropy, nats. */
  readonly loss: number;
  /** Wall time of each batch, from having it to having its logits. */
  readonly batchMs: readonly number[];
}

export interface Evaluator {
  /** Every example once, the remainder included, each batch at the pace. */
  evaluate(weights: Weights, examples: Examples, pace?: Pace | null): Promise<Evaluation>;
  /** Where answers to a split become no numbers: the first such logit, and the first tensor behind it. */
  blame(weights: Weights, examples: Examples): Promise<string>;
  /** One batch answered, timed as in `batchMs`. */
  answer(weights: Weights, batch: Batch): ReturnType<Answer>;
  close(): Promise<void>;
}

/** The logits `[b, classes]` of a batch, with the time from having it to having them. */
export type Answer = (
  batch: Batch,
) => Promise<{ readonly logits: Float32Array; readonly beat: Beat }>;

/** Opens the evaluation graph. Random inputs are drawn once and stay: equal weights give equal answers. */
export async function openEvaluator(
  step: Step,
  data: DataShape,
  seed: number,
  options: SessionOptions,
): Promise<Evaluator> {
  const session = await openSession(encode(step.graph), options);
  const fixed = randomFeeds(step.randoms, seed, "evaluation")();
  const feedsOf = (weights: Weights, batch: Batch): Values => ({
    ...batchFeeds(batch, data),
    ...fixed,
    ...weightFeeds(weights),
  });
  async function answer(weights: Weights, batch: Batch) {
    const start = nowMs();
    const usable = wanted(feedsOf(weights, batch), session.inputs);
    const inRun = nowMs();
    const results = await session.run(usable);
    const inRunMs = microseconds(nowMs() - inRun);
    const logits = (await read(results[names.logits]!)) as Float32Array;
    return { logits, beat: { ms: microseconds(nowMs() - start), inRunMs } };
  }

  return {
    evaluate: (weights, examples, pace) =>
      evaluateAll((batch) => answer(weights, batch), examples, data, pace),
    async blame(weights, examples) {
      const { classes } = data;
      for (const { batch, first } of batchesOf(examples, data)) {
        const { logits } = await answer(weights, batch);
        const bad = notFiniteLogit(logits.subarray(0, batch.count * classes), classes, first);
        if (bad === null) continue;
        return `${bad}, ${await culpritOf(step, feedsOf(weights, batch), options.threads)}`;
      }
      return "asked again, the same answers are finite";
    },
    answer,
    close: session.close,
  };
}

/** Every example once, with the number of the first of each batch. */
function* batchesOf(examples: Examples, { batch: rows, towers, length }: DataShape) {
  for (const indices of evaluationOrder(examples.count, rows)) {
    yield { batch: makeBatch(examples, indices, { rows, towers, length }), first: indices[0]! };
  }
}

/** Every example once, the remainder included. */
export async function evaluateAll(
  answer: Answer,
  examples: Examples,
  data: DataShape,
  pace: Pace | null = null,
): Promise<Evaluation> {
  const isRight: boolean[] = [];
  const batchMs: number[] = [];
  const { classes } = data;
  const logits = new Float32Array(examples.count * classes);
  let loss = 0;
  for (const { batch, first } of batchesOf(examples, data)) {
    const answered = await answer(batch);
    const scores = score(answered.logits, batch.labels.subarray(0, batch.count), classes);
    logits.set(answered.logits.subarray(0, batch.count * classes), first * classes);
    batchMs.push(answered.beat.ms);
    isRight.push(...scores.isRight);
    loss += scores.loss;
    await pace?.took(answered.beat);
  }
  return { isRight, logits, loss: loss / examples.count, batchMs };
}
