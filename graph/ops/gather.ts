import { ShapeError } from "../errors.ts";
import { axisOf, sameShape, withAxis } from "../shape.ts";
import { show, type Tensor } from "../tensor.ts";
import { wantOneType } from "../types.ts";
import { build } from "./build.ts";
import { cast } from "./select.ts";

/**
 * Rows of `x` along `axis` at `indices [...]` (int32): that axis is replaced by the axes of `indices`. Here and below
 * indices count from the front: the gradients of negative ones would be lost.
 */
export function gather(x: Tensor, indices: Tensor, axis = 0): Tensor {
  const at = axisOf("gather", x, axis);
  wantIndices("gather", indices);
  const shape = [...x.shape.slice(0, at), ...indices.shape, ...x.shape.slice(at + 1)];
  return build("Gather", [x, indices], { axis: at }, shape);
}

/** `y[i][j] = x[indices[i][j]][j]` for axis 0, and so on: `indices` has the shape of the result. */
export function gatherElements(x: Tensor, indices: Tensor, axis: number): Tensor {
  const at = axisOf("gatherElements", x, axis);
  wantIndices("gatherElements", indices);
  wantAxesOf("gatherElements", x, indices, at);
  return build("GatherElements", [x, indices], { axis: at }, indices.shape);
}

/** `indices [..., r]` name places in the first r axes of `x`; the result is `[..., the axes of x left]`. */
export function gatherND(x: Tensor, indices: Tensor): Tensor {
  wantIndices("gatherND", indices);
  const r = depth("gatherND", x, indices);
  const shape = [...indices.shape.slice(0, -1), ...x.shape.slice(r)];
  return build("GatherND", [x, cast(indices, "int64")], {}, shape);
}

/**
 * `x` with `updates` written (or added) at `indices`, as `gatherElements` reads them. Written, no two to one place: what
 * is written over would get a gradient all the same.
 */
export function scatterElements(
  x: Tensor,
  indices: Tensor,
  updates: Tensor,
  axis: number,
  reduction: "none" | "add" = "none",
): Tensor {
  const at = axisOf("scatterElements", x, axis);
  wantIndices("scatterElements", indices);
  wantAxesOf("scatterElements", x, indices, at);
  if (!sameShape(indices.shape, updates.shape)) {
    throw new ShapeError(
      `scatterElements: updates must have the shape of indices: got ${show(updates)} at ${show(indices)}.`,
    );
  }
  wantOneType("scatterElements", [x, updates]);
  return build("ScatterElements", [x, indices, updates], { axis: at, reduction }, x.shape);
}

/** `x` with `updates` written at `indices [..., r]`, as `gatherND` reads them; no two to one place. See also `addND`. */
export function scatterND(x: Tensor, indices: Tensor, updates: Tensor): Tensor {
  wantIndices("scatterND", indices);
  const r = depth("scatterND", x, indices);
  const shape = [...indices.shape.slice(0, -1), ...x.shape.slice(r)];
  if (!sameShape(shape, updates.shape)) {
    throw new ShapeError(
      `scatterND: updates must be [${shape.join(", ")}]: got ${show(updates)} at ${show(indices)} for ${show(x)}.`,
    );
  }
  wantOneType("scatterND", [x, updates]);
  return build("ScatterND", [x, cast(indices, "int64"), updates], {}, x.shape);
}

/** Integers, and from 0 on as far as they are known. */
export function wantIndices(op: string, indices: Tensor): void {
  if (indices.dtype !== "int32" && indices.dtype !== "int64") {
    throw new ShapeError(
      `${op}: indices must be integers: got ${indices.dtype} ${show(indices)}. Cast them to int32.`,
    );
  }
  const negative = indices.data?.find((i) => i < 0);
  if (negative !== undefined) {
    throw new ShapeError(
      `${op}: indices must count from the front: got ${negative} in ${show(indices)}. Add the axis length to it.`,
    );
  }
}

function wantAxesOf(op: string, x: Tensor, indices: Tensor, at: number): void {
  const n = indices.shape[at];
  if (n === undefined || !sameShape(withAxis(x.shape, at, n), indices.shape)) {
    throw new ShapeError(
      `${op}: indices must have the axes of x, but for axis ${at}: got ${show(indices)} for ${show(x)}.`,
    );
  }
}

function depth(op: string, x: Tensor, indices: Tensor): number {
  const r = indices.shape.at(-1) ?? 0;
  if (r < 1 || r > x.shape.length) {
    throw new ShapeError(
      `${op}: the last axis of indices must be 1..${x.shape.length}: got ${show(indices)} for ${show(x)}.`,
    );
  }
  return r;
}
