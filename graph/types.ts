import type { DType } from "./dtype.ts";
import { ShapeError } from "./errors.ts";
import type { OpType } from "./opset.ts";
import { show, type Tensor } from "./tensor.ts";

export const floats: readonly DType[] = ["float32"];
export const numbers: readonly DType[] = ["float32", "int32", "int64"];
const bools: readonly DType[] = ["bool"];

/** Refuses an input of a type that no kernel of `op` takes: ONNX Runtime would, in words of its own. */
export function checkTypes(op: OpType, inputs: readonly Tensor[]): void {
  const types = taken[op];
  if (types) wantTypes(nameOf(op), inputs, types);
}

export function wantTypes(who: string, xs: readonly Tensor[], types: readonly DType[]): void {
  const odd = xs.find((x) => !types.includes(x.dtype));
  if (odd) {
    throw new ShapeError(
      `${who}: need ${types.join(" or ")}: got ${odd.dtype} ${show(odd)}. Cast it.`,
    );
  }
}

export function wantOneType(who: string, xs: readonly Tensor[]): void {
  const [a] = xs;
  const b = xs.find((x) => x.dtype !== a!.dtype);
  if (b) {
    throw new ShapeError(
      `${who}: operands must have one type: got ${a!.dtype} ${show(a!)} and ${b.dtype} ${show(b)}. Cast one of them.`,
    );
  }
}

/** What the constructor of an op is called. */
export const nameOf = (op: OpType): string =>
  constructors[op] ?? op.charAt(0).toLowerCase() + op.slice(1);

const constructors: { readonly [T in OpType]?: string } = {
  LayerNormalization: "layerNorm",
  MatMul: "matmul",
  Max: "maximum",
  Min: "minimum",
};

/** `null` says that any type will do, or that inputs differ in type on purpose, and the constructor looks. */
const taken: { readonly [T in OpType]: readonly DType[] | null } = {
  Abs: numbers,
  Add: numbers,
  And: bools,
  Cast: null,
  Ceil: floats,
  Concat: null,
  Conv: floats,
  ConvTranspose: floats,
  Cos: floats,
  CumSum: numbers,
  Custom: null,
  Div: numbers,
  Elu: floats,
  Equal: null,
  Erf: floats,
  Exp: floats,
  Expand: null,
  Floor: floats,
  Gather: null,
  GatherElements: null,
  GatherND: null,
  Greater: numbers,
  LayerNormalization: floats,
  Less: numbers,
  Log: floats,
  // The CPU has it for integers, but not transposed; no other provider has.
  MatMul: floats,
  Max: numbers,
  Min: numbers,
  Mul: numbers,
  Neg: numbers,
  Not: bools,
  Pad: null,
  Pow: numbers,
  Reciprocal: floats,
  ReduceMax: numbers,
  ReduceMean: numbers,
  ReduceSum: numbers,
  Relu: numbers,
  Reshape: null,
  ScatterElements: null,
  ScatterND: null,
  Sigmoid: floats,
  Sin: floats,
  Slice: null,
  Softmax: floats,
  Softplus: floats,
  Sqrt: floats,
  Sub: numbers,
  Tanh: floats,
  TopK: numbers,
  Transpose: null,
  Where: null,
};
