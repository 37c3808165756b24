import { expect } from "vitest";
import { type Data, type DType, graphInputs, type Tensor } from "../../graph/index.ts";
import { encode } from "../../graph/onnx/index.ts";
import { openSession, read, type SessionOptions } from "../../runner/session.ts";
import type { Feeds } from "./numbers.ts";

/** What ONNX Runtime computes for `tensors`, on the CPU unless told. Their shapes and types are those foretold. */
export async function run(
  tensors: readonly Tensor[],
  feeds: Feeds,
  options: Partial<SessionOptions> = {},
): Promise<readonly Float64Array[]> {
  const graph = { outputs: Object.fromEntries(tensors.map((t, i) => [`result ${i}`, t])) };
  const session = await openSession(encode(graph), { device: "cpu", threads: 1, ...options });
  const values = graphInputs(graph).map((x) => {
    const data = asData(feeds[x.name!] ?? expect.fail(`no numbers for input ${x.name}`), x.dtype);
    return [x.name!, { data, shape: x.shape }] as const;
  });
  const results = await session.run(Object.fromEntries(values));
  const numbers: Float64Array[] = [];
  for (const [i, t] of tensors.entries()) {
    const handle = results[`result ${i}`]!;
    expect([handle.type, ...handle.dims], `type and shape of result ${i}`).toEqual([
      t.dtype,
      ...t.shape,
    ]);
    numbers.push(Float64Array.from(await read(handle), Number)); // int64 comes as bigint
  }
  await session.close();
  return numbers;
}

function asData(numbers: ArrayLike<number>, dtype: DType): Data {
  if (dtype === "float32") return Float32Array.from(numbers);
  return dtype === "bool" ? Uint8Array.from(numbers) : Int32Array.from(numbers);
}
