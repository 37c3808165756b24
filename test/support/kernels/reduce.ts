import type { OpType } from "../../../graph/opset.ts";
import { type Node, sizeOf } from "../../../graph/tensor.ts";
import { type Kernel, linesOf, placesOf, stridesOf, type Value } from "./value.ts";

type Reduction = "ReduceMax" | "ReduceMean" | "ReduceSum";

export const reduceSum: Kernel<Reduction> = ([x], node) => [fold(x!, node, 0, (a, b) => a + b)];

export const reduceMean: Kernel<Reduction> = ([x], node) => {
  const count = x!.data.length / sizeOf(node.outputs[0]!.shape);
  return [fold(x!, node, 0, (a, b) => a + b).map((sum) => sum / count)];
};

export const reduceMax: Kernel<Reduction> = ([x], node) => [fold(x!, node, -Infinity, Math.max)];

function fold(
  { shape, data }: Value,
  { attrs: { axes } }: Node<Reduction>,
  start: number,
  f: (a: number, b: number) => number,
): Float64Array {
  const kept = shape.map((n, axis) => (axes.includes(axis) ? 1 : n));
  const strides = stridesOf(kept).map((stride, axis) => (axes.includes(axis) ? 0 : stride));
  const result = new Float64Array(sizeOf(kept)).fill(start);
  placesOf(shape, strides).forEach((to, from) => {
    result[to] = f(result[to]!, data[from]!);
  });
  return result;
}

/** A kernel that makes each line along the node's axis from the same line of the input. */
export const alongLines =
  <T extends OpType>(
    axisOf: (node: Node<T>) => number,
    f: (line: number[], node: Node<T>) => readonly number[],
  ): Kernel<T> =>
  ([x], node) => {
    const y = new Float64Array(x!.data.length);
    const { starts, n, step } = linesOf(x!.shape, axisOf(node));
    for (const start of starts) {
      const line = Array.from({ length: n }, (_, i) => x!.data[start + i * step]!);
      f(line, node).forEach((value, i) => {
        y[start + i * step] = value;
      });
    }
    return [y];
  };

export const softmax = alongLines<"Softmax">(
  ({ attrs: { axis } }) => axis,
  (line) => {
    const top = Math.max(...line);
    const exps = line.map((v) => Math.exp(v - top));
    const sum = exps.reduce((a, b) => a + b);
    return exps.map((v) => v / sum);
  },
);

export const cumSum = alongLines<"CumSum">(
  ({ attrs: { axis } }) => axis,
  (line, { attrs: { exclusive, reverse } }) =>
    line.map((own, i) => {
      const rest = reverse ? line.slice(i + 1) : line.slice(0, i);
      return rest.reduce((a, b) => a + b, exclusive ? 0 : own);
    }),
);

/** `γ (x - mean) / √(variance + ε) + β`, and the mean and `1 / √(variance + ε)` of each line. */
export const layerNormalization: Kernel<"LayerNormalization"> = ([x, gamma, beta], { attrs }) => {
  const n = x!.shape.at(-1)!;
  const means: number[] = [];
  const inverses: number[] = [];
  const y = x!.data.slice();
  for (let start = 0; start < y.length; start += n) {
    const line = x!.data.subarray(start, start + n);
    const mean = line.reduce((a, b) => a + b) / n;
    const variance = line.reduce((sum, v) => sum + (v - mean) ** 2, 0) / n;
    const inverse = 1 / Math.sqrt(variance + attrs.epsilon);
    line.forEach((v, i) => {
      y[start + i] = gamma!.data[i]! * (v - mean) * inverse + beta!.data[i]!;
    });
    means.push(mean);
    inverses.push(inverse);
  }
  return [y, Float64Array.from(means), Float64Array.from(inverses)];
};

/** The first of equals comes first. */
export const topK: Kernel<"TopK"> = ([x], { attrs: { k, axis, largest }, outputs: [y] }) => {
  const [values, indices] = [1, 2].map(() => new Float64Array(sizeOf(y!.shape)));
  const sign = largest ? -1 : 1;
  const from = linesOf(x!.shape, axis);
  const to = linesOf(y!.shape, axis);
  from.starts.forEach((start, l) => {
    const at = (i: number) => x!.data[start + i * from.step]!;
    const order = [...Array(from.n).keys()].sort((i, j) => sign * (at(i) - at(j)) || i - j);
    order.slice(0, k).forEach((i, rank) => {
      const place = to.starts[l]! + rank * to.step;
      values![place] = at(i);
      indices![place] = i;
    });
  });
  return [values!, indices!];
};
