/**
 * Graphs to ONNX bytes. Names are given here, in topological order, and nothing depends on time or chance: the same
 * graph gives the same bytes.
 */
import { create, toBinary } from "@bufbuild/protobuf";
import {
  type AttributeProto,
  AttributeProtoSchema,
  AttributeProto_AttributeType as AttributeType,
  GraphProtoSchema,
  ModelProtoSchema,
  type NodeProto,
  NodeProtoSchema,
  OperatorSetIdProtoSchema,
  type TensorProto,
  TensorProtoSchema,
  type TensorShapeProto_Dimension,
  TensorShapeProto_DimensionSchema,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from "onnx-buf";
import type { DType } from "../dtype.ts";
import { ShapeError } from "../errors.ts";
import { type Graph, graphInputs } from "../graph.ts";
import type { Data, Node, Shape, Tensor } from "../tensor.ts";
import { mirroredNodesOf } from "../walk.ts";
import { elementType, type OnnxForm, onnxForm, opsetVersion } from "./forms.ts";

/** The graph as a serialised ONNX model. An input without a name, or two inputs or outputs with one name, throw. */
export function encode(graph: Graph, name = "graph"): Uint8Array {
  const writer = new Writer(Object.keys(graph.outputs));
  const inputs = graphInputs(graph);
  for (const x of inputs) writer.declare(x);
  for (const node of mirroredNodesOf(Object.values(graph.outputs))) writer.write(node);
  for (const [output, t] of Object.entries(graph.outputs)) writer.publish(output, t);
  const model = create(ModelProtoSchema, {
    irVersion: 8n,
    producerName: "lra",
    opsetImport: [create(OperatorSetIdProtoSchema, { domain: "", version: BigInt(opsetVersion) })],
    graph: create(GraphProtoSchema, {
      name,
      node: writer.nodes,
      initializer: writer.initializers,
      input: inputs.map((x) => valueInfo(x.name!, x)),
      output: Object.entries(graph.outputs).map(([output, t]) => valueInfo(output, t)),
    }),
  });
  return toBinary(ModelProtoSchema, model);
}

/** One pass over the nodes: gives names, collects protobuf messages. */
class Writer {
  readonly nodes: NodeProto[] = [];
  readonly initializers: TensorProto[] = [];
  readonly #names = new Map<Tensor, string>();
  readonly #taken: Set<string>;
  readonly #transposed = new Map<string, string>();
  /** Small constants by content, so that every 0.5 is stored once. */
  readonly #pool = new Map<string, string>();

  constructor(outputs: readonly string[]) {
    this.#taken = new Set(outputs);
  }

  declare(x: Tensor): void {
    if (!x.name)
      throw new ShapeError("encode: every input needs a name: got an input without one.");
    if (this.#taken.has(x.name)) {
      throw new ShapeError(
        `encode: names of inputs and outputs must differ: got "${x.name}" twice. Rename one.`,
      );
    }
    this.#taken.add(x.name);
    this.#names.set(x, x.name);
  }

  write(node: Node): void {
    if (node.op === "Custom") this.#alias(node as Node & Node<"Custom">);
    else if (node.op === "MatMul") this.#matmul(node as Node & Node<"MatMul">);
    else this.#plain(node);
  }

  #plain(node: Node): void {
    this.#emit(
      onnxForm(node),
      node.outputs.map((y) => this.#result(y, node.op)),
    );
  }

  /** The values of `t` under the name of a graph output. */
  publish(output: string, t: Tensor): void {
    this.#emit({ op: "Identity", inputs: [t], attributes: {} }, [output]);
  }

  /** A custom node's outputs are its last inputs by other names. */
  #alias(node: Node<"Custom">): void {
    node.outputs.forEach((y, i) => {
      this.#names.set(y, this.#nameOf(node.inputs[node.attrs.primals + i]!));
    });
  }

  /** ONNX's MatMul cannot transpose; two transposed matrices can be Gemm. The CPU and CUDA providers fold Transpose in. */
  #matmul(node: Node<"MatMul">): void {
    const [a, b] = node.inputs as [Tensor, Tensor];
    const { transA, transB } = node.attrs;
    const output = this.#result(node.outputs[0]!, "MatMul");
    if ((transA || transB) && a.shape.length === 2 && b.shape.length === 2) {
      const attributes = { transA: Number(transA), transB: Number(transB) };
      this.#push("Gemm", [this.#nameOf(a), this.#nameOf(b)], [output], attributes);
    } else {
      const left = transA ? this.#swapped(a) : this.#nameOf(a);
      const right = transB ? this.#swapped(b) : this.#nameOf(b);
      this.#push("MatMul", [left, right], [output], {});
    }
  }

  /** `x` with its last two axes exchanged, made once. */
  #swapped(x: Tensor): string {
    const from = this.#nameOf(x);
    const known = this.#transposed.get(from);
    if (known) return known;
    const name = this.#fresh(`${from}_T`);
    this.#transposed.set(from, name);
    const rank = x.shape.length;
    const perm = [...x.shape.keys()].map((axis) => (axis < rank - 2 ? axis : 2 * rank - 3 - axis));
    this.#push("Transpose", [from], [name], { perm });
    return name;
  }

  #emit(form: OnnxForm, outputs: readonly string[]): void {
    const inputs = form.inputs.map((x) => {
      if ("int64s" in x) return this.#int64(x.int64s, x.scalar ? [] : [x.int64s.length]);
      return this.#nameOf(x);
    });
    this.#push(form.op, inputs, outputs, form.attributes);
  }

  #push(
    op: string,
    inputs: readonly string[],
    outputs: readonly string[],
    attributes: OnnxForm["attributes"],
  ): void {
    this.nodes.push(
      create(NodeProtoSchema, {
        opType: op,
        name: `${this.nodes.length}_${op}`,
        input: [...inputs],
        output: [...outputs],
        attribute: Object.entries(attributes).map(([key, value]) => attribute(key, value)),
      }),
    );
  }

  #nameOf(t: Tensor): string {
    const known = this.#names.get(t);
    if (known) return known;
    if (!t.data)
      throw new ShapeError(`encode: ${t.name ?? t.maker?.op} is used before it is made.`);
    const name = this.#constant(t.data, t.shape, t.dtype);
    this.#names.set(t, name);
    return name;
  }

  #result(t: Tensor, op: string): string {
    const name = this.#fresh(`t${this.#names.size}_${op}`);
    this.#names.set(t, name);
    return name;
  }

  /** This name, lengthened until no input, output or other value has it. */
  #fresh(wanted: string): string {
    let name = wanted;
    while (this.#taken.has(name)) name += "_";
    this.#taken.add(name);
    return name;
  }

  #int64(values: readonly number[], shape: Shape): string {
    return this.#constant(Int32Array.from(values), shape, "int64");
  }

  #constant(data: Data, shape: Shape, dtype: DType): string {
    const key = data.length <= 16 ? `${dtype}[${shape.join(",")}]${data.join(",")}` : null;
    const known = key === null ? undefined : this.#pool.get(key);
    if (known) return known;
    const name = this.#fresh(`c${this.initializers.length}`);
    if (key !== null) this.#pool.set(key, name);
    this.initializers.push(
      create(TensorProtoSchema, {
        name,
        dataType: elementType[dtype],
        dims: shape.map(BigInt),
        rawData: rawBytes(data, dtype),
      }),
    );
    return name;
  }
}

function rawBytes(data: Data, dtype: DType): Uint8Array<ArrayBuffer> {
  const wide = dtype === "int64" ? BigInt64Array.from(data as Int32Array, BigInt) : data;
  return new Uint8Array(
    wide.buffer.slice(wide.byteOffset, wide.byteOffset + wide.byteLength) as ArrayBuffer,
  );
}

function attribute(name: string, value: OnnxForm["attributes"][string]): AttributeProto {
  if (typeof value === "string") {
    return create(AttributeProtoSchema, { name, type: AttributeType.STRING, s: utf8(value) });
  }
  if (typeof value === "number") {
    return create(AttributeProtoSchema, { name, type: AttributeType.INT, i: BigInt(value) });
  }
  if ("float" in value) {
    return create(AttributeProtoSchema, { name, type: AttributeType.FLOAT, f: value.float });
  }
  return create(AttributeProtoSchema, { name, type: AttributeType.INTS, ints: value.map(BigInt) });
}

const utf8 = (text: string): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;

const dimension = (n: number): TensorShapeProto_Dimension =>
  create(TensorShapeProto_DimensionSchema, { value: { case: "dimValue", value: BigInt(n) } });

function valueInfo(name: string, { dtype, shape }: Tensor): ValueInfoProto {
  return create(ValueInfoProtoSchema, {
    name,
    type: {
      value: {
        case: "tensorType",
        value: {
          elemType: elementType[dtype],
          shape: { dim: shape.map(dimension) },
        },
      },
    },
  });
}
