import { type Graph, graphInputs } from "./graph.ts";
import type { Node, Tensor } from "./tensor.ts";
import { nodesOf } from "./walk.ts";

/** The graph as text: inputs, one line a node in topological order, outputs. */
export function print(graph: Graph): string {
  const names = tensorNames(graph);
  const nameOf = (t: Tensor): string => names.get(t) ?? constantText(t);
  const lines = graphInputs(graph).map((x) => `input  ${nameOf(x)} ${typeText(x)}`);
  for (const node of nodesOf(Object.values(graph.outputs))) {
    const results = node.outputs.map((y) => `${nameOf(y)} ${typeText(y)}`).join(", ");
    lines.push(
      `${results} = ${node.op}(${node.inputs.map(nameOf).join(", ")})${attributesText(node)}`,
    );
  }
  for (const [name, t] of Object.entries(graph.outputs))
    lines.push(`output ${name} = ${nameOf(t)}`);
  return lines.join("\n");
}

/** What `print` calls the graph's tensors: `%tokens` for an input, `%41` for what a node makes. */
export function tensorNames(graph: Graph): ReadonlyMap<Tensor, string> {
  const names = new Map(graphInputs(graph).map((x) => [x, `%${x.name}`]));
  for (const node of nodesOf(Object.values(graph.outputs))) {
    for (const y of node.outputs) names.set(y, `%${names.size}`);
  }
  return names;
}

const typeText = (t: Tensor): string => `${t.dtype}[${t.shape.join(", ")}]`;

const constantText = (t: Tensor): string =>
  t.data?.length === 1 ? String(t.data[0]) : `constant ${typeText(t)}`;

function attributesText({ op, attrs }: Node): string {
  if (op === "Custom") return "";
  const shown = Object.entries(attrs).filter(([, value]) => value !== false);
  const parts = shown.map(([key, value]) =>
    // JSON has no infinities
    value === true ? key : `${key}: ${typeof value === "number" ? value : JSON.stringify(value)}`,
  );
  return parts.length === 0 ? "" : ` {${parts.join(", ")}}`;
}
