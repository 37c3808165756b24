export { type Cost, cost } from "./cost.ts";
export type { DType } from "./dtype.ts";
export { ShapeError } from "./errors.ts";
export { gradients } from "./gradients.ts";
export { type Graph, graphInputs } from "./graph.ts";
export * as ops from "./ops/index.ts";
export { print, tensorNames } from "./print.ts";
export { rebuild, sourcesOf } from "./rebuild.ts";
export { sameShape } from "./shape.ts";
export {
  bytesOf,
  type Data,
  type Node,
  type Shape,
  sizeOf,
  type Tensor,
} from "./tensor.ts";
export { nodesOf } from "./walk.ts";
