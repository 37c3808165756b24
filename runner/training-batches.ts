import { type Batch, makeBatch, stream, trainingOrder } from "../tasks/index.ts";
import { type Experiment, shapeOf } from "./experiment.ts";

/** Makes the batches of a training, one a call. */
export function trainingBatches({ model, training, splits, seed }: Experiment): () => Batch {
  const order = trainingOrder(splits.train.count, training.batch, stream(seed, "order"));
  return () => makeBatch(splits.train, order.next().value, shapeOf(model));
}
