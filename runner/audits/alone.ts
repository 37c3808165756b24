import { evaluationStep } from "../../model/index.ts";
import { openEvaluator } from "../evaluator.ts";
import type { Experiment } from "../experiment.ts";
import type { Weights } from "../feeds.ts";
import type { Asking } from "./answers.ts";

/** Of the test split, the first so many are answered alone. */
const examples = 4;

/** The first test examples answered one by one, by a graph of batch size 1. */
export async function openAlone(
  { model, seed, where, splits }: Pick<Experiment, "model" | "seed" | "where" | "splits">,
  weights: Weights,
): Promise<Asking & { close(): Promise<void> }> {
  const data = { ...model.data, batch: 1 };
  const evaluator = await openEvaluator(evaluationStep({ ...model, data }), data, seed, where);
  const count = Math.min(examples, splits.test.count);
  return {
    how: "alone",
    answer: (batch) => evaluator.answer(weights, batch),
    data,
    batches: Array.from({ length: count }, (_, i) => Int32Array.of(i)),
    close: evaluator.close,
  };
}
