/**
 * Making a part of a graph again from other tensors: what activation checkpointing and reversible layers need.
 * The part lies between some inner tensors (`xs`) and inputs on one side, and `ys` on the other.
 */

import { buildAll } from "./ops/build.ts";
import type { Backward, OpType } from "./opset.ts";
import type { Node, Tensor } from "./tensor.ts";

type Custom = Node & Node<"Custom">;

/**
 * The float inputs that `ys` are made of besides `xs`, as they are when arithmetic begins: a parameter, not the flat
 * vector that it is cut from.
 */
export function sourcesOf(ys: readonly Tensor[], xs: readonly Tensor[]): readonly Tensor[] {
  const seen = new Set(xs);
  const sources: Tensor[] = [];
  const stack = [...ys];
  for (let t = stack.pop(); t; t = stack.pop()) {
    if (seen.has(t) || isKept(t)) continue;
    seen.add(t);
    if (!isPartOfInput(t)) stack.push(...(t.maker?.inputs ?? []));
    else if (t.dtype === "float32") sources.push(t);
  }
  return sources;
}

/**
 * `ys` made once more, with the values of `replaced` in place of its keys. What is behind a `stopGradient`, and what no
 * key leads to, is not made again. Gradients of the twins use nothing that was replaced.
 */
export function rebuild(
  ys: readonly Tensor[],
  replaced: ReadonlyMap<Tensor, Tensor>,
): readonly Tensor[] {
  const twins = new Map(replaced);
  const twinOf = (t: Tensor): Tensor => {
    if (!twins.has(t)) remember(t);
    return twins.get(t)!;
  };
  const remember = (t: Tensor): void => {
    const inputs = isKept(t) ? [] : (t.maker?.inputs ?? []);
    const others = inputs.map(twinOf);
    if (others.every((other, i) => other === inputs[i])) twins.set(t, t);
    else rememberAll(t.maker!, others);
  };
  const rememberAll = (node: Node, inputs: readonly Tensor[]): void => {
    const { op, outputs } = node;
    const attrs = isCustom(node) ? { ...node.attrs, backward: twinOfBackward(node) } : node.attrs;
    const others = buildAll<OpType>(op, inputs, attrs, outputs);
    outputs.forEach((y, i) => void twins.set(y, others[i]!));
  };
  /** The gradient that was written for the first tensors, of their twins. */
  const twinOfBackward =
    ({ attrs }: Custom): Backward<Tensor> =>
    (cotangents) => {
      for (const dy of cotangents) twins.set(dy, dy);
      return attrs.backward(cotangents).map((dx) => dx && twinOf(dx));
    };
  return ys.map(twinOf);
}

/** An input, or some of its numbers in another shape. */
function isPartOfInput({ maker, data }: Tensor): boolean {
  if (!maker) return data === null;
  const isLayout = ["Reshape", "Slice", "Split", "Transpose"].includes(maker.op);
  return isLayout && isPartOfInput(maker.inputs[0]!);
}

/** What comes out of `stopGradient`. */
const isKept = ({ maker }: Tensor): boolean =>
  maker !== null && isCustom(maker) && maker.attrs.primals === 0;

const isCustom = (node: Node): node is Custom => node.op === "Custom";
