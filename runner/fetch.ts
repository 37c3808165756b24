import { ops } from "../graph/index.ts";
import { encode } from "../graph/onnx/index.ts";
import { type Handle, openSession, read, type SessionOptions } from "./session.ts";

/**
 * The numbers behind a handle of float32. What lies on a device passes through a session that gives back what it is fed:
 * onnxruntime-node 1.30 ends the whole process when a WebGPU buffer is read by its own handle.
 */
export async function fetchNumbers(
  handle: Handle,
  { device, threads }: Pick<SessionOptions, "device" | "threads">,
): Promise<Float32Array> {
  if (handle.location === "cpu") return (await read(handle)) as Float32Array;
  const graph = { outputs: { fetched: ops.input("held", handle.dims) } };
  const session = await openSession(encode(graph), { device, threads });
  const { fetched } = await session.run({ held: handle });
  const numbers = (await read(fetched!)) as Float32Array;
  await session.close();
  return numbers;
}
