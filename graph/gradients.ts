import { ShapeError } from "./errors.ts";
import { ones, zeros } from "./ops/build.ts";
import { add } from "./ops/elementwise.ts";
import { reshape } from "./ops/layout.ts";
import { matmul } from "./ops/linear.ts";
import { reduceSum } from "./ops/reduce.ts";
import type { OpType } from "./opset.ts";
import { type Rule, rules } from "./rules.ts";
import { sameShape } from "./shape.ts";
import { type Node, type Shape, show, sizeOf, type Tensor } from "./tensor.ts";
import { nodesOf } from "./walk.ts";

/**
 * d(root) / d(each of `wrt`), by reverse mode: more graph. `seed` is the cotangent of `root` and may be left out for a
 * scalar. What `root` does not depend on gets zeros.
 */
export function gradients(
  root: Tensor,
  wrt: readonly Tensor[],
  seed: Tensor = unit(root),
): readonly Tensor[] {
  if (!sameShape(seed.shape, root.shape)) {
    throw new ShapeError(
      `gradients: the seed must have the shape of the root: got ${show(seed)} for ${show(root)}.`,
    );
  }
  const nodes = nodesOf([root]);
  const relevant = dependents(nodes, wrt);
  const cotangents = new Map<Tensor, Tensor>([[root, seed]]);
  for (const node of nodes.toReversed()) {
    if (!node.outputs.some((y) => relevant.has(y) && cotangents.has(y))) continue;
    pullBack(node, cotangents).forEach((wide, i) => {
      const x = node.inputs[i]!;
      if (!wide || !relevant.has(x)) return;
      const dx = sumTo(wide, x.shape);
      const sum = cotangents.get(x);
      cotangents.set(x, sum ? add(sum, dx) : dx);
    });
  }
  return wrt.map((x) => cotangents.get(x) ?? zeros(x.shape));
}

function pullBack(node: Node, cotangents: ReadonlyMap<Tensor, Tensor>): readonly (Tensor | null)[] {
  if (isCustom(node)) {
    return node.attrs.backward(node.outputs.map((y) => cotangents.get(y) ?? zeros(y.shape)));
  }
  const [y, ...others] = node.outputs;
  const lost = others.findIndex((other) => cotangents.has(other));
  if (lost >= 0) {
    throw new ShapeError(
      `gradients: ${node.op} has a gradient through its first output only: got a cotangent of output ${lost + 1}.`,
    );
  }
  const dy = cotangents.get(y!);
  const rule = rules[node.op as Exclude<OpType, "Custom">] as Rule<OpType> | null;
  return (dy && rule?.(dy, y!, node)) ?? [];
}

const isCustom = (node: Node): node is Node & Node<"Custom"> => node.op === "Custom";

/** `wrt` and everything made from it by ways on which a gradient can flow. */
function dependents(nodes: readonly Node[], wrt: readonly Tensor[]): ReadonlySet<Tensor> {
  const found = new Set(wrt);
  for (const node of nodes) {
    const open = isCustom(node) ? node.inputs.slice(0, node.attrs.primals) : node.inputs;
    if (open.some((x) => found.has(x))) for (const y of node.outputs) found.add(y);
  }
  return found;
}

/** Undo broadcasting: sum over the axes that were added, or repeated from length 1. */
function sumTo(t: Tensor, shape: Shape): Tensor {
  if (sameShape(t.shape, shape)) return t;
  const added = t.shape.length - shape.length;
  const axes = [...t.shape.keys()].filter(
    (axis) => axis < added || shape[axis - added] !== t.shape[axis],
  );
  const isLeading = axes.every((axis, i) => axis === i) && axes.length < t.shape.length;
  return reshape(isLeading ? columnSums(t, axes.length) : reduceSum(t, axes), shape);
}

/** Sums over the first axes, as a product with ones: where rows are many, providers do that much faster than a reduction. */
function columnSums(t: Tensor, axes: number): Tensor {
  const rows = sizeOf(t.shape.slice(0, axes));
  return matmul(ones([1, rows]), reshape(t, [rows, -1]));
}

function unit(root: Tensor): Tensor {
  if (root.shape.some((n) => n !== 1)) {
    throw new ShapeError(
      `gradients: a root that is no scalar needs a seed of its shape: got ${show(root)}.`,
    );
  }
  return ones(root.shape);
}
