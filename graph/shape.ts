import { ShapeError } from "./errors.ts";
import { type Shape, show, type Tensor } from "./tensor.ts";

/** The shape two operands make together, by NumPy's rule: aligned at the last axis, an axis of length 1 repeats. */
export function broadcast(op: string, a: Tensor, b: Tensor): Shape {
  const shape = broadcastShapes(a.shape, b.shape);
  if (!shape) {
    throw new ShapeError(`${op}: axes must be equal, or 1: got ${show(a)} and ${show(b)}.`);
  }
  return shape;
}

/** As `broadcast`, of bare shapes; `null` when they do not fit. */
export function broadcastShapes(a: Shape, b: Shape): Shape | null {
  const rank = Math.max(a.length, b.length);
  const shape: number[] = [];
  for (let axis = -rank; axis < 0; axis++) {
    const n = -axis <= a.length ? a.at(axis)! : 1;
    const m = -axis <= b.length ? b.at(axis)! : 1;
    if (n !== m && n !== 1 && m !== 1) return null;
    shape.push(n === 1 ? m : n);
  }
  return shape;
}

/** A possibly negative axis as an index from the front. */
export function axisOf(op: string, x: Tensor, axis: number): number {
  const rank = x.shape.length;
  const at = axis < 0 ? axis + rank : axis;
  if (!Number.isInteger(axis) || at < 0 || at >= rank) {
    throw new ShapeError(
      `${op}: axis must lie in -${rank}..${rank - 1}: got ${axis} for ${show(x)}.`,
    );
  }
  return at;
}

/** Refuses lengths that no tensor has. */
export function wantLengths(who: string, lengths: Shape): void {
  if (!lengths.every((n) => Number.isInteger(n) && n >= 0)) {
    throw new ShapeError(`${who}: need whole lengths from 0 on: got [${lengths.join(", ")}].`);
  }
}

/** `shape` with axis `at` of length `n`. */
export const withAxis = (shape: Shape, at: number, n: number): Shape =>
  shape.map((length, axis) => (axis === at ? n : length));

export const sameShape = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((n, axis) => n === b[axis]);
