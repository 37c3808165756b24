/**
 * The vocabulary: every ONNX op we emit, with its attributes (opset 18). All of them have kernels on the CPU, WebGPU
 * and CUDA providers of ONNX Runtime.
 *
 * Adding a line here makes `tsc` ask for its types (types.ts), its gradient rule (rules.ts), its cost (cost.ts) and its
 * test (test/graph). Attributes that ONNX takes as inputs (shapes, axes) are attributes here; onnx/forms.ts knows which. `Tensor` is a parameter
 * so that the vocabulary needs nothing of what is said in it.
 */
import type { DType } from "./dtype.ts";

type None = Readonly<Record<never, never>>;
type Ints = readonly number[];

export interface OpAttrs<Tensor> {
  Abs: None;
  Add: None;
  And: None;
  Cast: { readonly to: DType };
  Ceil: None;
  Concat: { readonly axis: number };
  /** Pads, strides and dilations have one entry a spatial axis; `pads` is the same at both ends. */
  Conv: ConvAttrs;
  ConvTranspose: ConvAttrs & { readonly outputPadding: Ints };
  Cos: None;
  CumSum: { readonly axis: number; readonly exclusive: boolean; readonly reverse: boolean };
  /** Not an ONNX op: outputs are the last inputs under another gradient. Vanishes at encoding. */
  Custom: { readonly primals: number; readonly backward: Backward<Tensor> };
  Div: None;
  Elu: None;
  Equal: None;
  Erf: None;
  Exp: None;
  Expand: { readonly shape: Ints };
  Floor: None;
  Gather: { readonly axis: number };
  GatherElements: { readonly axis: number };
  GatherND: None;
  Greater: None;
  LayerNormalization: { readonly epsilon: number };
  Less: None;
  Log: None;
  MatMul: { readonly transA: boolean; readonly transB: boolean };
  Max: None;
  Min: None;
  Mul: None;
  Neg: None;
  Not: None;
  Pad: { readonly begin: Ints; readonly end: Ints; readonly value: number };
  Pow: None;
  Reciprocal: None;
  ReduceMax: ReduceAttrs;
  ReduceMean: ReduceAttrs;
  ReduceSum: ReduceAttrs;
  Relu: None;
  Reshape: { readonly shape: Ints };
  ScatterElements: { readonly axis: number; readonly reduction: "none" | "add" };
  ScatterND: None;
  Sigmoid: None;
  Sin: None;
  Slice: {
    readonly axis: number;
    readonly start: number;
    readonly end: number;
    readonly step: number;
  };
  Softmax: { readonly axis: number };
  Softplus: None;
  Sqrt: None;
  Sub: None;
  Tanh: None;
  TopK: { readonly k: number; readonly axis: number; readonly largest: boolean };
  Transpose: { readonly perm: Ints };
  Where: None;
}

export type OpType = keyof OpAttrs<unknown>;

export interface ReduceAttrs {
  /** Ascending, not negative. */
  readonly axes: Ints;
  readonly keepdims: boolean;
}

export interface ConvAttrs {
  readonly group: number;
  readonly pads: Ints;
  readonly strides: Ints;
  readonly dilations: Ints;
}

/** Cotangents of the outputs (zeros where nothing flows) to cotangents of the primals; `null` is zero. */
export type Backward<Tensor> = (dys: readonly Tensor[]) => readonly (Tensor | null)[];
