import { expect } from "vitest";
import type { DType } from "../../graph/dtype.ts";
import { nodesOf } from "../../graph/index.ts";
import type { OpType } from "../../graph/opset.ts";
import { sizeOf, type Tensor } from "../../graph/tensor.ts";
import { kernels } from "./kernels/table.ts";
import type { Kernel } from "./kernels/value.ts";
import type { Feeds } from "./numbers.ts";

/** How much of a number is kept between ops: all of a double, or what float32 holds. */
export type Precision = "float64" | "float32";

/**
 * The numbers of `tensors` when the inputs are fed with `feeds`, by the reference kernels: the judge of the graph and of
 * ONNX Runtime. In float32 each op rounds its result, so that arithmetic gives the very bits that a provider gives.
 */
export function evaluate(
  tensors: readonly Tensor[],
  feeds: Feeds,
  precision: Precision = "float64",
): readonly Float64Array[] {
  const values = new Map<Tensor, Float64Array>();
  const numbersOf = (t: Tensor): Float64Array => {
    const known = values.get(t);
    if (known) return known;
    const numbers = t.data ?? feeds[t.name!] ?? expect.fail(`no numbers for input ${t.name}`);
    expect(numbers.length, `numbers fed to ${t.name}`).toBe(sizeOf(t.shape));
    const value = Float64Array.from(numbers);
    values.set(t, value);
    return value;
  };
  for (const node of nodesOf(tensors)) {
    const inputs = node.inputs.map((x) => ({ shape: x.shape, data: numbersOf(x) }));
    const results = (kernels[node.op] as Kernel<OpType>)(inputs, node);
    node.outputs.forEach((y, i) => {
      values.set(y, rounded(results[i]!, y.dtype, precision));
    });
  }
  return tensors.map(numbersOf);
}

/** As the type holds it: quotients of integers are cut. */
function rounded(data: Float64Array, dtype: DType, precision: Precision): Float64Array {
  if (dtype === "int32" || dtype === "int64") return data.map(Math.trunc);
  return precision === "float32" ? data.map(Math.fround) : data;
}
