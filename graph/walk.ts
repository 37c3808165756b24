import type { Node, Tensor } from "./tensor.ts";

/**
 * Every node that `roots` are made of, inputs before users, depth first: all that a node's first input needs, then its
 * second. Not recursive: graphs are tens of thousands of nodes deep.
 */
export const nodesOf = (roots: readonly Tensor[]): readonly Node[] =>
  depthFirst(roots, (tensors) => tensors);

/**
 * As `nodesOf`, but last inputs first: the order to write nodes in. ONNX Runtime walks back from the outputs and takes of
 * a node's inputs the one that was written last, so what it runs is the order of `nodesOf`, whose memory `cost` counts.
 */
export const mirroredNodesOf = (roots: readonly Tensor[]): readonly Node[] =>
  depthFirst(roots, (tensors) => tensors.toReversed());

type Arrange = (tensors: readonly Tensor[]) => readonly Tensor[];

function depthFirst(roots: readonly Tensor[], arrange: Arrange): readonly Node[] {
  const order: Node[] = [];
  const state = new Map<Node, "open" | "done">();
  const makers = (tensors: readonly Tensor[]) =>
    arrange(tensors)
      .flatMap((t) => t.maker ?? [])
      .reverse();
  const stack = makers(roots);
  for (let node = stack.at(-1); node; node = stack.at(-1)) {
    if (state.has(node)) {
      stack.pop();
      if (state.get(node) === "open") order.push(node);
      state.set(node, "done");
      continue;
    }
    state.set(node, "open");
    for (const maker of makers(node.inputs)) if (!state.has(maker)) stack.push(maker);
  }
  return order;
}

/** Inputs (not constants) that `roots` need, in the order in which they are first used. */
export function inputsOf(roots: readonly Tensor[]): readonly Tensor[] {
  const leaves = [...roots, ...nodesOf(roots).flatMap((node) => node.inputs)];
  return [...new Set(leaves.filter((t) => !t.maker && !t.data))];
}
