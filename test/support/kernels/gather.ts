import { sizeOf } from "../../../graph/tensor.ts";
import { type Kernel, pick, placesOf, stridesOf, type Value } from "./value.ts";

export const gather: Kernel<"Gather"> = ([x, indices], { attrs: { axis } }) => {
  const before = sizeOf(x!.shape.slice(0, axis));
  const n = x!.shape[axis]!;
  const after = sizeOf(x!.shape.slice(axis + 1));
  const y: number[] = [];
  for (let i = 0; i < before; i++) {
    for (const row of indices!.data) {
      const start = (i * n + row) * after;
      for (let j = 0; j < after; j++) y.push(x!.data[start + j]!);
    }
  }
  return [Float64Array.from(y)];
};

export const gatherElements: Kernel<"GatherElements"> = ([x, indices], { attrs: { axis } }) => [
  pick(x!.data, elementPlaces(x!, indices!, axis)),
];

export const scatterElements: Kernel<"ScatterElements"> = (xs, { attrs }) => {
  const [x, indices, updates] = xs as [Value, Value, Value];
  const y = x.data.slice();
  elementPlaces(x, indices, attrs.axis).forEach((to, from) => {
    y[to] = updates.data[from]! + (attrs.reduction === "add" ? y[to]! : 0);
  });
  return [y];
};

export const gatherND: Kernel<"GatherND"> = ([x, indices]) => {
  const { starts, length } = rowPlaces(x!, indices!);
  return [Float64Array.from(starts.flatMap((at) => [...x!.data.subarray(at, at + length)]))];
};

export const scatterND: Kernel<"ScatterND"> = (xs) => {
  const [x, indices, updates] = xs as [Value, Value, Value];
  const y = x.data.slice();
  const { starts, length } = rowPlaces(x, indices);
  starts.forEach((start, row) => {
    y.set(updates.data.subarray(row * length, (row + 1) * length), start);
  });
  return [y];
};

/** Where in `x` each element of `indices` points: its own place, but for `axis`. */
function elementPlaces(x: Value, indices: Value, axis: number): Int32Array {
  const strides = stridesOf(x.shape);
  const places = placesOf(indices.shape, strides.with(axis, 0));
  return places.map((at, i) => at + indices.data[i]! * strides[axis]!);
}

/** Where in `x` the block begins that each row of `indices` names, and how many numbers it has. */
function rowPlaces(
  x: Value,
  indices: Value,
): { readonly starts: readonly number[]; readonly length: number } {
  const r = indices.shape.at(-1)!;
  const strides = stridesOf(x.shape);
  const starts = Array.from({ length: indices.data.length / r }, (_, row) =>
    strides.slice(0, r).reduce((at, stride, i) => at + indices.data[row * r + i]! * stride, 0),
  );
  return { starts, length: sizeOf(x.shape.slice(r)) };
}
