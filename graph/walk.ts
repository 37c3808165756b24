import type { Node, Tensor } from "./tensor.ts";

/** Every node that `roots` are made of, inputs before users. Not recursive: graphs are tens of thousands of nodes deep. */
export function nodesOf(roots: readonly Tensor[]): readonly Node[] {
  const order: Node[] = [];
  const state = new Map<Node, "open" | "done">();
  const stack = roots.flatMap((t) => t.maker ?? []).reverse();
  for (let node = stack.at(-1); node; node = stack.at(-1)) {
    if (state.has(node)) {
      stack.pop();
      if (state.get(node) === "open") order.push(node);
      state.set(node, "done");
      continue;
    }
    state.set(node, "open");
    const makers = node.inputs.flatMap((x) => x.maker ?? []);
    for (const maker of makers.reverse()) if (!state.has(maker)) stack.push(maker);
  }
  return order;
}

/** Inputs (not constants) that `roots` need, in the order in which they are first used. */
export function inputsOf(roots: readonly Tensor[]): readonly Tensor[] {
  const leaves = [...roots, ...nodesOf(roots).flatMap((node) => node.inputs)];
  return [...new Set(leaves.filter((t) => !t.maker && !t.data))];
}
