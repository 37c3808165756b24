import { operand } from "../ops/build.ts";
import type { OpType } from "../opset.ts";
import type { Attrs, Node, Tensor } from "../tensor.ts";

/** How a node is written in ONNX: attributes by kind, and the 64-bit integers that ONNX takes as inputs. */
export interface OnnxForm {
  readonly op: string;
  readonly inputs: readonly (Tensor | Int64s)[];
  readonly attributes: Readonly<
    Record<string, number | string | readonly number[] | { readonly float: number }>
  >;
}
export interface Int64s {
  readonly int64s: readonly number[];
  /** `[]` for a scalar, else a vector. */
  readonly scalar?: true;
}

/** Version of the default ONNX operator set that the graphs are written in. */
export const opsetVersion = 18;

/** ONNX's codes for element types (TensorProto.DataType). */
export const elementType = { float32: 1, int32: 6, int64: 7, bool: 9 } as const;

type Form<T extends OpType> = (node: Node<T>) => Partial<OnnxForm>;

/** Only ops whose ONNX form is more than their name and inputs. Custom and the transposing MatMul are writer.ts's. */
const forms: { readonly [T in OpType]?: Form<T> } = {
  Cast: ({ attrs: { to } }) => ({ attributes: { to: elementType[to] } }),
  Concat: ({ attrs: { axis } }) => ({ attributes: { axis } }),
  Conv: ({ attrs }) => ({ attributes: convolution(attrs) }),
  ConvTranspose: ({ attrs }) => ({
    attributes: { ...convolution(attrs), output_padding: attrs.outputPadding },
  }),
  CumSum: ({ inputs, attrs: { axis, exclusive, reverse } }) => ({
    inputs: [...inputs, { int64s: [axis], scalar: true }],
    attributes: { exclusive: Number(exclusive), reverse: Number(reverse) },
  }),
  Expand: ({ inputs, attrs: { shape } }) => ({ inputs: [...inputs, { int64s: shape }] }),
  Gather: ({ attrs: { axis } }) => ({ attributes: { axis } }),
  GatherElements: ({ attrs: { axis } }) => ({ attributes: { axis } }),
  LayerNormalization: ({ attrs: { epsilon } }) => ({
    attributes: { axis: -1, epsilon: { float: epsilon } },
  }),
  Pad: ({ inputs, attrs: { begin, end, value } }) => ({
    inputs: [...inputs, { int64s: [...begin, ...end] }, operand(value, inputs[0]!.dtype)],
  }),
  ReduceMax: reduction,
  ReduceMean: reduction,
  ReduceSum: reduction,
  Reshape: ({ inputs, attrs: { shape } }) => ({ inputs: [...inputs, { int64s: shape }] }),
  ScatterElements: ({ attrs: { axis, reduction } }) => ({ attributes: { axis, reduction } }),
  Slice: ({ inputs, attrs: { axis, start, end, step } }) => ({
    inputs: [...inputs, ...[start, end, axis, step].map((n) => ({ int64s: [n] }))],
  }),
  Softmax: ({ attrs: { axis } }) => ({ attributes: { axis } }),
  TopK: ({ inputs, attrs: { k, axis, largest } }) => ({
    inputs: [...inputs, { int64s: [k] }],
    attributes: { axis, largest: Number(largest), sorted: 1 },
  }),
  Transpose: ({ attrs: { perm } }) => ({ attributes: { perm } }),
};

export function onnxForm(node: Node): OnnxForm {
  const form = (forms[node.op] as Form<OpType> | undefined)?.(node);
  return { op: node.op, inputs: node.inputs, attributes: {}, ...form };
}

function reduction({
  inputs,
  attrs,
}: Node<"ReduceMax" | "ReduceMean" | "ReduceSum">): Partial<OnnxForm> {
  return {
    inputs: [...inputs, { int64s: attrs.axes }],
    attributes: { keepdims: Number(attrs.keepdims) },
  };
}

const convolution = ({ group, pads, strides, dilations }: Attrs<"Conv">) => ({
  group,
  pads: [...pads, ...pads],
  strides,
  dilations,
});
