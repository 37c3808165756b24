export { type Batch, type BatchShape, makeBatch } from "./batch.ts";
export { fingerprint } from "./fingerprint.ts";
export { exportListops, importListops } from "./listops/index.ts";
export { evaluationOrder, trainingOrder } from "./order.ts";
export { type TaskName, tasks } from "./registry.ts";
export { type Rng, stream } from "./rng.ts";
export {
  type Dataset,
  defineTask,
  type Examples,
  type Split,
  splits,
  type Task,
  type TaskDefinition,
  type Tokens,
} from "./task.ts";
