import type { DType } from "../dtype.ts";
import { ShapeError } from "../errors.ts";
import type { OpType } from "../opset.ts";
import { wantLengths } from "../shape.ts";
import { type Attrs, type Data, type Node, type Shape, sizeOf, type Tensor } from "../tensor.ts";
import { checkTypes, nameOf } from "../types.ts";

/** What an op accepts where a tensor is meant: a number stands for a scalar. */
export type Operand = Tensor | number;

/** Record one op with one output. graph/ops/* are its only callers. */
export function build<T extends OpType>(
  op: T,
  inputs: readonly Tensor[],
  attrs: Attrs<T>,
  shape: Shape,
  dtype: DType = inputs[0]!.dtype,
): Tensor {
  return buildAll(op, inputs, attrs, [{ shape, dtype }])[0]!;
}

/** Record one op with several outputs. Types that it does not take and lengths that cannot be are refused. */
export function buildAll<T extends OpType>(
  op: T,
  inputs: readonly Tensor[],
  attrs: Attrs<T>,
  outputs: readonly { readonly shape: Shape; readonly dtype: DType }[],
): readonly Tensor[] {
  checkTypes(op, inputs);
  const tensors: Tensor[] = [];
  const node: Node<T> = { op, inputs, attrs, outputs: tensors };
  for (const { shape, dtype } of outputs) {
    wantLengths(nameOf(op), shape);
    tensors.push({ name: null, shape, dtype, maker: node as unknown as Node, data: null });
  }
  return tensors;
}

/** A value that is fed at every run. */
export function input(name: string, shape: Shape, dtype: DType = "float32"): Tensor {
  wantLengths(`input ${name}`, shape);
  return { name, shape, dtype, maker: null, data: null };
}

/** Numbers that are part of the graph, row-major. */
export function constant(data: Data, shape: Shape, dtype: DType = dtypeOf(data)): Tensor {
  wantLengths("constant", shape);
  if (data.length !== sizeOf(shape)) {
    throw new ShapeError(
      `constant: need ${sizeOf(shape)} numbers for [${shape.join(", ")}]: got ${data.length}.`,
    );
  }
  return { name: null, shape, dtype, maker: null, data };
}

export const scalar = (value: number): Tensor => constant(Float32Array.of(value), []);

/** A constant of this shape with `value` everywhere: stored as one number, repeated when read. */
export const filled = (shape: Shape, value: number): Tensor =>
  build("Expand", [scalar(value)], { shape }, shape);

export const zeros = (shape: Shape): Tensor => filled(shape, 0);
export const ones = (shape: Shape): Tensor => filled(shape, 1);

/** `[n]` numbers 0, 1, …, n - 1. */
export const iota = (n: number, dtype: "float32" | "int32" = "int32"): Tensor =>
  constant(dtype === "int32" ? Int32Array.from(count(n)) : Float32Array.from(count(n)), [n]);

/** `x` itself, or the scalar of the same type that a number stands for. */
export function operand(x: Operand, like: DType = "float32"): Tensor {
  if (typeof x !== "number") return x;
  if (like === "float32") return scalar(x);
  if (!Number.isInteger(x)) {
    throw new ShapeError(
      `constant: need a whole number beside ${like}: got ${x}. Cast the tensor to float32.`,
    );
  }
  return constant(like === "bool" ? Uint8Array.of(x) : Int32Array.of(x), [], like);
}

const count = (n: number): Iterable<number> => Array.from({ length: n }).keys();

const dtypeOf = (data: Data): DType =>
  data instanceof Float32Array ? "float32" : data instanceof Int32Array ? "int32" : "bool";
