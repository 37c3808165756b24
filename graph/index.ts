export { type Cost, cost } from "./cost.ts";
export type { DType } from "./dtype.ts";
export { encode, type Graph, graphInputs } from "./encode.ts";
export { ShapeError } from "./errors.ts";
export { gradients } from "./gradients.ts";
export * as ops from "./ops/index.ts";
export { print } from "./print.ts";
export {
  bytesOf,
  type Data,
  type Node,
  type Shape,
  sizeOf,
  type Tensor,
} from "./tensor.ts";
export { nodesOf } from "./walk.ts";
