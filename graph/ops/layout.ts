import { ShapeError } from "../errors.ts";
import { axisOf, broadcastShapes, sameShape, withAxis } from "../shape.ts";
import { type Shape, show, sizeOf, type Tensor } from "../tensor.ts";
import { wantOneType } from "../types.ts";
import { build } from "./build.ts";
import { customGradient } from "./custom.ts";

/** The same elements in row-major order under another shape; one length may be -1, to be worked out. */
export function reshape(x: Tensor, lengths: Shape): Tensor {
  const known = lengths.reduce((product, n) => (n === -1 ? product : product * n), 1);
  const shape = lengths.map((n) => (n === -1 ? sizeOf(x.shape) / known : n));
  if (sizeOf(shape) !== sizeOf(x.shape) || !shape.every(Number.isInteger)) {
    throw new ShapeError(
      `reshape: the number of elements must stay: got ${show(x)} for [${lengths.join(", ")}].`,
    );
  }
  return sameShape(shape, x.shape) ? x : build("Reshape", [x], { shape }, shape);
}

/** Axis `i` of the result is axis `perm[i]` of `x`; without `perm` the last two are swapped. */
export function transpose(x: Tensor, perm: readonly number[] = swapLastTwo(x)): Tensor {
  const sorted = [...perm].sort((a, b) => a - b);
  if (sorted.length !== x.shape.length || sorted.some((axis, i) => axis !== i)) {
    throw new ShapeError(
      `transpose: perm must name every axis once: got (${perm.join(", ")}) for ${show(x)}.`,
    );
  }
  if (perm.every((axis, i) => axis === i)) return x;
  return build(
    "Transpose",
    [x],
    { perm },
    perm.map((axis) => x.shape[axis]!),
  );
}

/** Join along `axis`; the other axes must be equal. */
export function concat(xs: readonly Tensor[], axis: number): Tensor {
  const [first] = xs;
  if (!first) throw new ShapeError("concat: need at least one tensor: got none.");
  const at = axisOf("concat", first, axis);
  const odd = xs.find((x) => !sameShape(withAxis(x.shape, at, 0), withAxis(first.shape, at, 0)));
  if (odd) {
    throw new ShapeError(
      `concat: all axes but ${at} must be equal: got ${show(first)} and ${show(odd)}.`,
    );
  }
  wantOneType("concat", xs);
  if (xs.length === 1) return first;
  const n = xs.reduce((sum, x) => sum + x.shape[at]!, 0);
  return build("Concat", [...xs], { axis: at }, withAxis(first.shape, at, n));
}

/** Elements `start`, `start + 1`, … before `end` along `axis`; negative positions count from the end. */
export function slice(x: Tensor, axis: number, start: number, end = x.shape.at(axis)!): Tensor {
  const at = axisOf("slice", x, axis);
  const n = x.shape[at]!;
  const [from, to] = [start < 0 ? start + n : start, end < 0 ? end + n : end];
  if (!areWhole(start, end) || from < 0 || to > n || from >= to) {
    throw new ShapeError(
      `slice: need whole numbers 0 <= start < end <= ${n}: got ${start}..${end} on axis ${at} of ${show(x)}.`,
    );
  }
  if (to - from === n) return x;
  return build(
    "Slice",
    [x],
    { axis: at, start: from, end: to, step: 1 },
    withAxis(x.shape, at, to - from),
  );
}

/** Cut `x` into pieces of these lengths along `axis`. */
export function split(x: Tensor, axis: number, lengths: readonly number[]): readonly Tensor[] {
  const at = axisOf("split", x, axis);
  const total = lengths.reduce((sum, n) => sum + n, 0);
  if (total !== x.shape[at]) {
    throw new ShapeError(
      `split: lengths must add up to ${x.shape[at]}: got ${lengths.join(" + ")} for axis ${at} of ${show(x)}.`,
    );
  }
  const ends = lengths.map((_, i) => lengths.slice(0, i + 1).reduce((sum, n) => sum + n, 0));
  const pieces = lengths.map((n, i) => slice(x, at, ends[i]! - n, ends[i]));
  // One concatenation, in place of a sum of padded pieces.
  return customGradient([x], pieces, (dys) => [concat(dys, at)]);
}

/** Every `step`-th element along `axis`, beginning with `start`. */
export function stride(x: Tensor, axis: number, step: number, start = 0): Tensor {
  const at = axisOf("stride", x, axis);
  const n = x.shape[at]!;
  if (!areWhole(step, start) || step < 1 || start < 0 || start >= n) {
    throw new ShapeError(
      `stride: need whole numbers step >= 1 and 0 <= start < ${n}: got step ${step}, start ${start} for ${show(x)}.`,
    );
  }
  return build(
    "Slice",
    [x],
    { axis: at, start, end: n, step },
    withAxis(x.shape, at, Math.ceil((n - start) / step)),
  );
}

/** The other way round along `axis`. */
export function flip(x: Tensor, axis: number): Tensor {
  const at = axisOf("flip", x, axis);
  const start = x.shape[at]! - 1;
  return build("Slice", [x], { axis: at, start, end: -x.shape[at]! - 1, step: -1 }, x.shape);
}

/** Shift by `by` along `axis`; what leaves at one end comes in at the other. */
export function roll(x: Tensor, axis: number, by: number): Tensor {
  const n = x.shape[axisOf("roll", x, axis)]!;
  const shift = ((by % n) + n) % n;
  return shift === 0
    ? x
    : concat([slice(x, axis, n - shift, n), slice(x, axis, 0, n - shift)], axis);
}

/** `before` and `after` elements of `value` around `x` along `axis`. */
export function pad(x: Tensor, axis: number, before: number, after: number, value = 0): Tensor {
  const at = axisOf("pad", x, axis);
  const isCut = before < 0 || after < 0;
  if (isCut || !areWhole(before, after)) {
    throw new ShapeError(
      `pad: need whole lengths from 0 on: got ${before} and ${after} for ${show(x)}.${isCut ? " Did you mean slice?" : ""}`,
    );
  }
  if (before + after === 0) return x;
  const only = (n: number) => x.shape.map((_, axis) => (axis === at ? n : 0));
  const shape = withAxis(x.shape, at, x.shape[at]! + before + after);
  return build("Pad", [x], { begin: only(before), end: only(after), value }, shape);
}

/** Repeat axes of length 1, and add leading ones, until `x` has `shape`. */
export function expand(x: Tensor, shape: Shape): Tensor {
  const wide = broadcastShapes(x.shape, shape);
  if (!wide || !sameShape(wide, shape)) {
    throw new ShapeError(
      `expand: only axes of length 1 repeat: got ${show(x)} for [${shape.join(", ")}].`,
    );
  }
  return sameShape(shape, x.shape) ? x : build("Expand", [x], { shape }, shape);
}

const areWhole = (...lengths: readonly number[]): boolean => lengths.every(Number.isInteger);

const swapLastTwo = (x: Tensor): readonly number[] => {
  const rank = x.shape.length;
  if (rank < 2) throw new ShapeError(`transpose: need at least two axes: got ${show(x)}.`);
  return x.shape.map((_, axis) => (axis < rank - 2 ? axis : 2 * rank - 3 - axis));
};
