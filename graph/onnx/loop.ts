import type { GraphProto } from "onnx-buf";
import { ShapeError } from "../errors.ts";
import { type Graph, graphInputs } from "../graph.ts";
import { input } from "../ops/index.ts";
import { sameShape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { mirroredNodesOf } from "../walk.ts";
import { elementType } from "./forms.ts";
import { graphProto, modelBytes, nodeProto, valueInfo } from "./messages.ts";
import { Writer } from "./writer.ts";

export interface LoopOptions {
  /** Inputs that a step hands to the next one, each with the output that it comes out by. */
  readonly carried: Readonly<Record<string, string>>;
  /** k: the most steps of one run. */
  readonly steps: number;
  /** Name of the input that says how many steps are run. */
  readonly count: string;
}

/**
 * Up to k steps of a graph as one serialised ONNX model, whose only work is a `Loop` with the graph as its body.
 *
 * What is carried goes in as it is before the first step, and comes out as it is after the last. Every other input is a
 * stack `[k, ...]` of its values step by step, every other output one of `[count, ...]`. `count`, an int32 scalar, must be
 * at most k; what the stacks hold behind it is not read. Throws as `encode` does, and when what is carried changes its
 * shape.
 */
export function encodeLoop(graph: Graph, options: LoopOptions, name = "loop"): Uint8Array {
  const { steps } = options;
  if (!Number.isInteger(steps) || steps < 1) {
    throw new RangeError(`encodeLoop: steps must be a whole number from 1 on: got ${steps}.`);
  }
  const states = Object.entries(options.carried).map((pair) => stateOf(graph, ...pair));
  const befores = states.map(({ before }) => before);
  const stacked = graphInputs(graph).filter((x) => !befores.includes(x));
  const nexts = states.map(({ output }) => output);
  const gathered = Object.keys(graph.outputs).filter((output) => !nexts.includes(output));
  const outputs = [...nexts, ...gathered];

  const writer = new Writer();
  for (const output of outputs) writer.claim(output);
  for (const x of [...befores, ...stacked]) writer.claim(x.name);
  const count = writer.claim(options.count);
  const trips = writer.fresh(`${count}.int64`);
  const body = bodyOf(graph, { befores, stacked, outputs }, writer);
  const nodes = [
    nodeProto("0_Cast", "Cast", [count], [trips], { to: elementType.int64 }),
    nodeProto("1_Loop", "Loop", [trips, "", ...befores.map(nameOf)], outputs, { body }),
  ];
  const inputs = [
    ...befores.map((x) => valueInfo(nameOf(x), x)),
    ...stacked.map((x) => valueInfo(nameOf(x), { ...x, shape: [steps, ...x.shape] })),
    valueInfo(count, { dtype: "int32", shape: [] }),
  ];
  const results = outputs.map((output) => {
    const t = graph.outputs[output]!;
    const isStack = gathered.includes(output);
    return valueInfo(output, isStack ? { ...t, shape: [count, ...t.shape] } : t);
  });
  return modelBytes(graphProto(name, { nodes, initializers: [] }, inputs, results));
}

/** What goes into a step by `name` and comes out by `output`; an input that the graph does not read is one all the same. */
function stateOf(graph: Graph, name: string, output: string) {
  const after = graph.outputs[output];
  if (!after) {
    throw new ShapeError(
      `encodeLoop: "${name}" must come out of the graph: got no output "${output}".`,
    );
  }
  const before =
    graphInputs(graph).find((x) => x.name === name) ?? input(name, after.shape, after.dtype);
  if (before.dtype !== after.dtype || !sameShape(before.shape, after.shape)) {
    throw new ShapeError(
      `encodeLoop: what is carried must keep its type and shape: got ${typed(name, before)} and ${typed(output, after)}.`,
    );
  }
  return { before, output };
}

interface Crossing {
  readonly befores: readonly Tensor[];
  readonly stacked: readonly Tensor[];
  readonly outputs: readonly string[];
}

/** One step. Its values have names of their own: a body sees the stacks outside it, and must not hide them. */
function bodyOf(graph: Graph, { befores, stacked, outputs }: Crossing, writer: Writer): GraphProto {
  const iteration = writer.fresh("iteration");
  const goesOn = writer.fresh("goesOn");
  const inner = new Map([...befores.map(nameOf), ...outputs].map((x) => [x, writer.fresh(x)]));
  for (const x of befores) writer.bind(x, inner.get(nameOf(x))!);
  for (const x of stacked) {
    const one = writer.fresh(nameOf(x));
    writer.push("Gather", [nameOf(x), iteration], [one], { axis: 0 });
    writer.bind(x, one);
  }
  for (const node of mirroredNodesOf(Object.values(graph.outputs))) writer.write(node);
  for (const [output, t] of Object.entries(graph.outputs)) writer.publish(inner.get(output)!, t);
  const goesOnStill = writer.fresh(goesOn);
  writer.push("Identity", [goesOn], [goesOnStill], {});

  const flag = { dtype: "bool", shape: [] } as const;
  const inputs = [
    valueInfo(iteration, { dtype: "int64", shape: [] }),
    valueInfo(goesOn, flag),
    ...befores.map((x) => valueInfo(inner.get(nameOf(x))!, x)),
  ];
  const results = [
    valueInfo(goesOnStill, flag),
    ...outputs.map((output) => valueInfo(inner.get(output)!, graph.outputs[output]!)),
  ];
  return graphProto("step", writer, inputs, results);
}

const nameOf = (x: Tensor): string => x.name!;

const typed = (name: string, { dtype, shape }: Tensor): string =>
  `${name} ${dtype} [${shape.join(", ")}]`;
