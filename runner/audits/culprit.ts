import {
  type Graph,
  type Node,
  nodesOf,
  ops,
  type Tensor,
  tensorNames,
} from "../../graph/index.ts";
import { encode } from "../../graph/onnx/index.ts";
import type { Step } from "../../model/index.ts";
import { type Values, wanted } from "../feeds.ts";
import { openSession, read } from "../session.ts";

/**
 * Runs a step once more, on the CPU, and names the first tensor in topological order that is not finite:
 * `first in MatMul [8, 2, 64, 64] (%41, after layers.0.mix.out.weight), from finite inputs`.
 */
export async function culpritOf(step: Step, fed: Values, threads: number): Promise<string> {
  const culprit = await firstNotFinite(step.graph, fed, threads);
  if (culprit === null) return "run again on cpu, the same step is finite";
  const { op, inputs } = culprit.maker!;
  const parameter = parameterBefore(culprit.maker!, step);
  const place = [
    tensorNames(step.graph).get(culprit)!,
    ...(parameter ? [`after ${parameter}`] : []),
  ];
  // What nodes made before it is finite: it is the first that is not.
  const input = inputs.find(({ name }) => name !== null && !isAllFinite(fed, name));
  const from = input ? `from ${input.name}, which was not` : "from finite inputs";
  return `first in ${op} [${culprit.shape.join(", ")}] (${place.join(", ")}), ${from}`;
}

/** `null` where all are finite. */
async function firstNotFinite(graph: Graph, fed: Values, threads: number): Promise<Tensor | null> {
  const watched = nodesOf(Object.values(graph.outputs))
    .flatMap(({ outputs }) => outputs)
    .filter(({ dtype }) => dtype === "float32");
  const flags = ops.concat(watched.map(flag), 0);
  const session = await openSession(encode({ outputs: { flags } }), { device: "cpu", threads });
  const results = await session.run(wanted(fed, session.inputs));
  const at = (await read(results.flags!)).findIndex((value) => !Number.isFinite(value));
  await session.close();
  return watched[at] ?? null;
}

/** `[1]`: 0 where all of `t` is finite, else NaN. One number each, lest every tensor be kept to the end. */
const flag = (t: Tensor): Tensor => ops.reduceSum(ops.mul(ops.reshape(t, [-1]), 0), 0);

const isAllFinite = (fed: Values, name: string): boolean =>
  fed[name]?.data.every(Number.isFinite) ?? true;

/** Name of the parameter on the shortest way back; `null` where no parameter is behind the node. */
function parameterBefore(node: Node, { graph, parameters }: Step): string | null {
  const slots = new Map(graph.parameters!.map((t, i) => [t, parameters[i]!.name]));
  const seen = new Set<Tensor>();
  let level = node.inputs;
  while (level.length > 0) {
    const found = level.find((t) => slots.has(t));
    if (found) return slots.get(found)!;
    for (const t of level) seen.add(t);
    level = [...new Set(level.flatMap((t) => t.maker?.inputs ?? []))].filter((t) => !seen.has(t));
  }
  return null;
}
