import type { DType } from "../dtype.ts";
import { ShapeError } from "../errors.ts";
import { broadcast, broadcastShapes } from "../shape.ts";
import { show, type Tensor } from "../tensor.ts";
import { nameOf, numbers, wantOneType, wantTypes } from "../types.ts";
import { build, iota, type Operand, operand } from "./build.ts";
import { reshape } from "./layout.ts";

/** Comparisons give bool and broadcast as arithmetic does. */
export const equal = (a: Tensor, b: Operand): Tensor => compare("Equal", a, b);
export const less = (a: Tensor, b: Operand): Tensor => compare("Less", a, b);
export const greater = (a: Tensor, b: Operand): Tensor => compare("Greater", a, b);

export const and = (a: Tensor, b: Tensor): Tensor =>
  build("And", [a, b], {}, broadcast("and", a, b), "bool");
export const not = (x: Tensor): Tensor => build("Not", [x], {}, x.shape, "bool");
/** By De Morgan: WebGPU has no `Or`. */
export const or = (a: Tensor, b: Tensor): Tensor => not(and(not(a), not(b)));

/** `x` where `condition`, else `y`; all three broadcast. */
export function where(condition: Tensor, x: Operand, y: Operand): Tensor {
  const like = typeof x !== "number" ? x.dtype : typeof y !== "number" ? y.dtype : "float32";
  const [a, b] = [operand(x, like), operand(y, like)];
  const shape = broadcastShapes(broadcast("where", a, b), condition.shape);
  if (!shape || condition.dtype !== "bool") {
    throw new ShapeError(
      `where: need a bool condition that broadcasts with both branches: got ${condition.dtype} ${show(condition)} for ${show(a)} and ${show(b)}.`,
    );
  }
  wantOneType("where", [a, b]);
  wantTypes("where", [a], numbers);
  return build("Where", [condition, a, b], {}, shape, a.dtype);
}

export const cast = (x: Tensor, to: DType): Tensor =>
  x.dtype === to ? x : build("Cast", [x], { to }, x.shape, to);

/** Class ids `[...]` to `[..., classes]` of 0 and 1. */
export const oneHot = (ids: Tensor, classes: number): Tensor =>
  cast(equal(reshape(ids, [...ids.shape, 1]), iota(classes)), "float32");

function compare(op: "Equal" | "Less" | "Greater", a: Tensor, right: Operand): Tensor {
  const b = operand(right, a.dtype);
  wantOneType(nameOf(op), [a, b]);
  return build(op, [a, b], {}, broadcast(nameOf(op), a, b), "bool");
}
