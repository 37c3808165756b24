import type { Shape } from "../../../graph/tensor.ts";
import { sizeOf } from "../../../graph/tensor.ts";
import { broadcastTo, type Kernel, pick, placesOf, stridesOf, type Value } from "./value.ts";

export const expand: Kernel<"Expand"> = ([x], { outputs: [y] }) => [broadcastTo(x!, y!.shape)];

export const transpose: Kernel<"Transpose"> = ([x], { attrs: { perm }, outputs: [y] }) => {
  const strides = stridesOf(x!.shape);
  return [
    read(
      x!,
      y!.shape,
      perm.map((axis) => strides[axis]!),
    ),
  ];
};

export const slice: Kernel<"Slice"> = ([x], { attrs: { axis, start, step }, outputs: [y] }) => {
  const strides = stridesOf(x!.shape);
  const offset = start * strides[axis]!;
  return [read(x!, y!.shape, strides.with(axis, step * strides[axis]!), offset)];
};

export const concat: Kernel<"Concat"> = (xs, { attrs: { axis }, outputs: [y] }) => {
  const result = new Float64Array(sizeOf(y!.shape));
  let begin = 0;
  for (const x of xs) {
    write(result, y!.shape, x, begin * stridesOf(y!.shape)[axis]!);
    begin += x.shape[axis]!;
  }
  return [result];
};

export const pad: Kernel<"Pad"> = ([x], { attrs: { begin, value }, outputs: [y] }) => {
  const result = new Float64Array(sizeOf(y!.shape)).fill(value);
  const strides = stridesOf(y!.shape);
  write(
    result,
    y!.shape,
    x!,
    begin.reduce((sum, n, axis) => sum + n * strides[axis]!, 0),
  );
  return [result];
};

const read = (x: Value, shape: Shape, strides: readonly number[], offset = 0): Float64Array =>
  pick(x.data, placesOf(shape, strides, offset));

/** Put `x` into `target [shape]`, its first element at `offset`. */
function write(target: Float64Array, shape: Shape, x: Value, offset: number): void {
  placesOf(x.shape, stridesOf(shape), offset).forEach((to, from) => {
    target[to] = x.data[from]!;
  });
}
