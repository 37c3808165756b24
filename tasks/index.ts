export { type Batch, type BatchShape, makeBatch } from "./batch.ts";
export { DataError } from "./errors.ts";
export { combine, fingerprint, openDigest } from "./fingerprint.ts";
export { examplesOf, generate } from "./generate.ts";
export { locateAll } from "./locate.ts";
export { look } from "./look.ts";
export { evaluationOrder, trainingOrder } from "./order.ts";
export { type TaskName, tasks } from "./registry.ts";
export { type Rng, stream } from "./rng.ts";
export {
  type Dataset,
  type Download,
  defineGenerator,
  defineImporter,
  type Example,
  type Examples,
  type Found,
  type Generation,
  type Generator,
  type Importer,
  type OfficialFile,
  type OfficialFiles,
  type Sizes,
  type Split,
  splits,
  type Task,
  type Tokens,
  type View,
} from "./task.ts";
