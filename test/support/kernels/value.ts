import type { OpType } from "../../../graph/opset.ts";
import { sameShape } from "../../../graph/shape.ts";
import type { Node, Shape } from "../../../graph/tensor.ts";

/** Numbers with their shape, row-major; integers and bool too are float64. */
export interface Value {
  readonly shape: Shape;
  readonly data: Float64Array;
}

/** The plainest way to compute an op, from ONNX's definition of it: one array an output. */
export type Kernel<T extends OpType> = (
  xs: readonly Value[],
  node: Node<T>,
) => readonly Float64Array[];

/** How far apart neighbours along each axis lie. */
export function stridesOf(shape: Shape): number[] {
  const strides = shape.map(() => 1);
  for (let axis = shape.length - 2; axis >= 0; axis--) {
    strides[axis] = strides[axis + 1]! * shape[axis + 1]!;
  }
  return strides;
}

/** Strides of a tensor `[from]` read under the shape that it broadcasts to: 0 along axes that repeat. */
export function broadcastStrides(from: Shape, to: Shape): number[] {
  const strides = stridesOf(from);
  return to.map((_, axis) => {
    const own = axis - to.length + from.length;
    return own < 0 || from[own] === 1 ? 0 : strides[own]!;
  });
}

/** `offset + Σ index · stride` for every index of `shape`, in row-major order. */
export function placesOf(shape: Shape, strides: readonly number[], offset = 0): Int32Array {
  let places = Int32Array.of(offset);
  for (const [axis, n] of shape.entries()) {
    const next = new Int32Array(places.length * n);
    let i = 0;
    for (const place of places) {
      for (let index = 0; index < n; index++) next[i++] = place + index * strides[axis]!;
    }
    places = next;
  }
  return places;
}

/** The numbers at these places. */
export function pick(data: Float64Array, places: Int32Array): Float64Array {
  const picked = new Float64Array(places.length);
  for (let i = 0; i < places.length; i++) picked[i] = data[places[i]!]!;
  return picked;
}

/** The numbers of `x` repeated until they have this shape. */
export const broadcastTo = ({ data, shape }: Value, to: Shape): Float64Array =>
  sameShape(shape, to) ? data : pick(data, placesOf(to, broadcastStrides(shape, to)));

/** Where the lines along `axis` begin, and the distance of their neighbours. */
export function linesOf(
  shape: Shape,
  axis: number,
): { readonly starts: Int32Array; readonly n: number; readonly step: number } {
  const strides = stridesOf(shape);
  const others = shape.map((n, at) => (at === axis ? 1 : n));
  return { starts: placesOf(others, strides), n: shape[axis]!, step: strides[axis]! };
}
