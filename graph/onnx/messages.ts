/** The protobuf messages that an ONNX model is made of. */
import { create, toBinary } from "@bufbuild/protobuf";
import {
  type AttributeProto,
  AttributeProtoSchema,
  AttributeProto_AttributeType as AttributeType,
  type GraphProto,
  GraphProtoSchema,
  ModelProtoSchema,
  type NodeProto,
  NodeProtoSchema,
  OperatorSetIdProtoSchema,
  StringStringEntryProtoSchema,
  type TensorProto,
  TensorProtoSchema,
  type TensorShapeProto_Dimension,
  TensorShapeProto_DimensionSchema,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from "onnx-buf";
import type { DType } from "../dtype.ts";
import type { Data, Shape } from "../tensor.ts";
import { elementType, type OnnxForm, opsetVersion } from "./forms.ts";

type Attribute = OnnxForm["attributes"][string] | GraphProto;

/** What a model says of itself. */
export interface About {
  /** For people. */
  readonly doc?: string;
  /** For programs: ONNX's `metadata_props`. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** The model of one graph, serialised. */
export function modelBytes(graph: GraphProto, { doc, metadata = {} }: About = {}): Uint8Array {
  const model = create(ModelProtoSchema, {
    irVersion: 8n,
    producerName: "lra",
    opsetImport: [create(OperatorSetIdProtoSchema, { domain: "", version: BigInt(opsetVersion) })],
    ...(doc === undefined ? {} : { docString: doc }),
    metadataProps: Object.entries(metadata).map(([key, value]) =>
      create(StringStringEntryProtoSchema, { key, value }),
    ),
    graph,
  });
  return toBinary(ModelProtoSchema, model);
}

/** Nodes and constants with their inputs and outputs. */
export const graphProto = (
  name: string,
  { nodes, initializers }: { readonly nodes: NodeProto[]; readonly initializers: TensorProto[] },
  input: ValueInfoProto[],
  output: ValueInfoProto[],
): GraphProto =>
  create(GraphProtoSchema, { name, node: nodes, initializer: initializers, input, output });

export const nodeProto = (
  name: string,
  op: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Readonly<Record<string, Attribute>>,
): NodeProto =>
  create(NodeProtoSchema, {
    opType: op,
    name,
    input: [...inputs],
    output: [...outputs],
    attribute: Object.entries(attributes).map(([key, value]) => attributeProto(key, value)),
  });

/** A constant of these numbers. */
export const tensorProto = (name: string, data: Data, shape: Shape, dtype: DType): TensorProto =>
  create(TensorProtoSchema, {
    name,
    dataType: elementType[dtype],
    dims: shape.map(BigInt),
    rawData: rawBytes(data, dtype),
  });

/** Type and shape of a value; an axis whose length is known only when it runs has a name. */
export const valueInfo = (
  name: string,
  { dtype, shape }: { readonly dtype: DType; readonly shape: readonly (number | string)[] },
): ValueInfoProto =>
  create(ValueInfoProtoSchema, {
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

function attributeProto(name: string, value: Attribute): AttributeProto {
  if (typeof value === "string") {
    return create(AttributeProtoSchema, { name, type: AttributeType.STRING, s: utf8(value) });
  }
  if (typeof value === "number") {
    return create(AttributeProtoSchema, { name, type: AttributeType.INT, i: BigInt(value) });
  }
  if ("float" in value) {
    return create(AttributeProtoSchema, { name, type: AttributeType.FLOAT, f: value.float });
  }
  if ("node" in value) {
    return create(AttributeProtoSchema, { name, type: AttributeType.GRAPH, g: value });
  }
  return create(AttributeProtoSchema, { name, type: AttributeType.INTS, ints: value.map(BigInt) });
}

const utf8 = (text: string): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;

function rawBytes(data: Data, dtype: DType): Uint8Array<ArrayBuffer> {
  const wide = dtype === "int64" ? BigInt64Array.from(data as Int32Array, BigInt) : data;
  return new Uint8Array(
    wide.buffer.slice(wide.byteOffset, wide.byteOffset + wide.byteLength) as ArrayBuffer,
  );
}

const dimension = (length: number | string): TensorShapeProto_Dimension =>
  create(TensorShapeProto_DimensionSchema, {
    value:
      typeof length === "string"
        ? { case: "dimParam", value: length }
        : { case: "dimValue", value: BigInt(length) },
  });
