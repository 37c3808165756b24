import { type Graph, graphInputs } from "./graph.ts";
import type { OpType } from "./opset.ts";
import { bytesOf, type Node, sizeOf, type Tensor } from "./tensor.ts";
import { nodesOf } from "./walk.ts";

/** What running a graph once takes. Exact, from shapes alone. */
export interface Cost {
  readonly nodes: number;
  /** Numbers that are trained. */
  readonly parameters: number;
  /** A multiplication and an addition of a matrix product count one each; an element-wise function counts one. */
  readonly flops: number;
  /** Read and written by all nodes, as if each ran alone; what takes a part of a tensor reads no more than that. */
  readonly bytesMoved: number;
  /** Fed at every run. */
  readonly inputBytes: number;
  readonly constantBytes: number;
  /** Most bytes of intermediate results alive at once, when nodes run in topological order and free what is used up. */
  readonly peakActivationBytes: number;
}

export function cost(graph: Graph): Cost {
  const roots = Object.values(graph.outputs);
  const nodes = nodesOf(roots);
  const tensors = new Set(nodes.flatMap((node) => node.inputs));
  const total = (f: (node: Node) => number) => nodes.reduce((sum, node) => sum + f(node), 0);
  return {
    nodes: nodes.filter((node) => !isView(node)).length,
    parameters: (graph.parameters ?? []).reduce((sum, t) => sum + sizeOf(t.shape), 0),
    flops: total((node) => (flops[node.op] as (node: Node) => number)(node)),
    bytesMoved: total((node) => (isView(node) ? 0 : bytesRead(node) + bytesAll(node.outputs))),
    inputBytes: bytesAll(graphInputs(graph)),
    constantBytes: bytesAll([...tensors].filter((t) => t.data)),
    peakActivationBytes: peakLive(nodes, roots),
  };
}

const bytesAll = (tensors: readonly Tensor[]): number =>
  tensors.reduce((sum, t) => sum + bytesOf(t), 0);

const bytesRead = ({ op, inputs, outputs }: Node): number =>
  takesPart.has(op) ? bytesAll([...outputs, ...inputs.slice(1)]) : bytesAll(inputs);

const takesPart: ReadonlySet<OpType> = new Set(["Gather", "GatherElements", "GatherND", "Slice"]);

/** Its result is its input's memory. */
const isView = (node: Node): boolean => node.op === "Reshape" || node.op === "Custom";

/** Sweep the nodes once: memory is taken when a result is made, and given back after its last use. */
function peakLive(nodes: readonly Node[], roots: readonly Tensor[]): number {
  const owner = new Map<Tensor, Tensor>();
  const owned = (t: Tensor): Tensor => owner.get(t) ?? t;
  for (const node of nodes) {
    if (!isView(node)) continue;
    node.outputs.forEach((y, i) => {
      const from = node.op === "Custom" ? node.inputs.length - node.outputs.length + i : 0;
      owner.set(y, owned(node.inputs[from]!));
    });
  }
  const lastUse = new Map<Tensor, Node | null>();
  for (const node of nodes)
    if (!isView(node)) for (const x of node.inputs) lastUse.set(owned(x), node);
  for (const t of roots) lastUse.set(owned(t), null);
  let [live, peak] = [0, 0];
  for (const node of nodes) {
    if (isView(node)) continue;
    live += bytesAll(node.outputs);
    peak = Math.max(peak, live);
    const used = new Set([...node.inputs.map(owned), ...node.outputs]);
    for (const t of used) {
      const isOver = t.maker !== null && (lastUse.get(t) === node || lastUse.get(t) === undefined);
      if (isOver) live -= bytesOf(t);
    }
  }
  return peak;
}

const perOutput = (node: Node): number => sizeOf(node.outputs[0]!.shape);
const perInput = (node: Node): number => sizeOf(node.inputs[0]!.shape);
const free = (): number => 0;
/** A multiply-add for every output element and every kernel element that meets it. */
const convolution = (wide: Tensor, w: Tensor): number =>
  2 * sizeOf(wide.shape) * sizeOf(w.shape.slice(1));

/** Moving, comparing and selecting are free, as is usual. */
const flops: { readonly [T in OpType]: (node: Node<T>) => number } = {
  Abs: perOutput,
  Add: perOutput,
  And: free,
  Cast: free,
  Ceil: perOutput,
  Concat: free,
  Conv: ({ inputs: [, w], outputs: [y] }) => convolution(y!, w!),
  ConvTranspose: ({ inputs: [y, w] }) => convolution(y!, w!),
  Cos: perOutput,
  CumSum: perOutput,
  Custom: free,
  Div: perOutput,
  Elu: perOutput,
  Equal: free,
  Erf: perOutput,
  Exp: perOutput,
  Expand: free,
  Floor: perOutput,
  Gather: free,
  GatherElements: free,
  GatherND: free,
  Greater: free,
  // mean, centring, square, mean, scaling, gain, bias
  LayerNormalization: (node) => 7 * perOutput(node),
  Less: free,
  Log: perOutput,
  MatMul: ({ inputs: [a], attrs: { transA }, outputs: [y] }) =>
    2 * sizeOf(y!.shape) * a!.shape.at(transA ? -2 : -1)!,
  Max: perOutput,
  Min: perOutput,
  Mul: perOutput,
  Neg: perOutput,
  Not: free,
  Pad: free,
  Pow: perOutput,
  Reciprocal: perOutput,
  ReduceMax: perInput,
  ReduceMean: perInput,
  ReduceSum: perInput,
  Relu: perOutput,
  Reshape: free,
  ScatterElements: ({ inputs: [, , u], attrs }) =>
    attrs.reduction === "add" ? sizeOf(u!.shape) : 0,
  ScatterND: free,
  Sigmoid: perOutput,
  Sin: perOutput,
  Slice: free,
  // maximum, subtraction, exponential, sum, division
  Softmax: (node) => 5 * perOutput(node),
  Softplus: perOutput,
  Sqrt: perOutput,
  Sub: perOutput,
  Tanh: perOutput,
  TopK: free,
  Transpose: free,
  Where: free,
};
