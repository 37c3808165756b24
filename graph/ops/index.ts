export { elu, gelu, geluTanh, logSoftmax, relu, silu, softmax, softplus } from "./activation.ts";
export { after } from "./after.ts";
export {
  constant,
  filled,
  input,
  iota,
  type Operand,
  ones,
  scalar,
  zeros,
} from "./build.ts";
export {
  type Complex,
  complex,
  complexAdd,
  complexExp,
  complexMul,
  complexScale,
  conjugate,
  eachPart,
  squaredModulus,
} from "./complex.ts";
export { type ConvOptions, conv, convTranspose, depthwiseConv } from "./conv.ts";
export { customGradient, stopGradient, straightThrough } from "./custom.ts";
export {
  abs,
  add,
  ceil,
  clip,
  cos,
  div,
  erf,
  exp,
  floor,
  log,
  maximum,
  minimum,
  mod,
  mul,
  neg,
  pow,
  reciprocal,
  round,
  rsqrt,
  sigmoid,
  sin,
  sqrt,
  square,
  sub,
  tanh,
} from "./elementwise.ts";
export { fft, fftConv, inverseFft } from "./fft.ts";
export { gather, gatherElements, gatherND, scatterElements, scatterND } from "./gather.ts";
export {
  concat,
  expand,
  flip,
  pad,
  reshape,
  roll,
  slice,
  split,
  stride,
  transpose,
} from "./layout.ts";
export { matmul } from "./linear.ts";
export { layerNorm, rmsNorm } from "./normalize.ts";
export { argMax, sort, sortableKeys, sortByKey, topK } from "./order.ts";
export { dropMask, dropMaskSize, dropout } from "./random.ts";
export { cumSum, logSumExp, reduceMax, reduceMean, reduceSum } from "./reduce.ts";
export { addND, permuteRows, scatterRows } from "./rows.ts";
export { scan, segmentSum } from "./scan.ts";
export { and, cast, equal, greater, less, not, oneHot, or, where } from "./select.ts";
