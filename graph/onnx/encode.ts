/** Graphs to ONNX bytes. Nothing depends on time or chance: the same graph gives the same bytes. */
import type { TensorProto } from "onnx-buf";
import { ShapeError } from "../errors.ts";
import { type Graph, graphInputs } from "../graph.ts";
import { type Data, sizeOf, type Tensor } from "../tensor.ts";
import { mirroredNodesOf } from "../walk.ts";
import { type About, graphProto, modelBytes, tensorProto, valueInfo } from "./messages.ts";
import { Writer } from "./writer.ts";

/** What a model holds beside its graph. */
export interface Enclosed extends About {
  /** Numbers of inputs, by name: those lie in the model under that name, and are fed no more. */
  readonly values?: ReadonlyMap<string, Data>;
}

/**
 * The graph as a serialised ONNX model. An input without a name, two inputs or outputs with one name, or values that do
 * not fill their input throw.
 */
export function encode(
  graph: Graph,
  name = "graph",
  { values = new Map(), ...about }: Enclosed = {},
): Uint8Array {
  const writer = new Writer();
  const outputs = Object.entries(graph.outputs);
  const inputs = graphInputs(graph);
  for (const [output] of outputs) writer.claim(output);
  for (const x of inputs) writer.bind(x, writer.claim(x.name));
  const stored = inputs.flatMap((x) => storedInput(x, values.get(x.name!)));
  for (const node of mirroredNodesOf(Object.values(graph.outputs))) writer.write(node);
  for (const [output, t] of outputs) writer.publish(output, t);
  return modelBytes(
    graphProto(
      name,
      { nodes: writer.nodes, initializers: [...stored, ...writer.initializers] },
      inputs.filter((x) => !values.has(x.name!)).map((x) => valueInfo(x.name!, x)),
      outputs.map(([output, t]) => valueInfo(output, t)),
    ),
    about,
  );
}

function storedInput({ name, shape, dtype }: Tensor, data: Data | undefined): TensorProto[] {
  if (data === undefined) return [];
  if (data.length === sizeOf(shape)) return [tensorProto(name!, data, shape, dtype)];
  throw new ShapeError(
    `encode: input ${name} needs ${sizeOf(shape)} values for [${shape.join(", ")}]: got ${data.length}.`,
  );
}
