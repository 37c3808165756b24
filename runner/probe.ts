/** A process of its own: `node probe.js DEVICE` prints `works` when a graph of one node runs there, else why not, to stderr. */
import { ops } from "../graph/index.ts";
import { encode } from "../graph/onnx/index.ts";
import { type DeviceName, works } from "./devices.ts";
import { openSession, read, tellHardware } from "./session.ts";

async function probe(device: DeviceName): Promise<void> {
  tellHardware();
  const sum = ops.add(ops.input("x", [2]), ops.input("y", [2]));
  const session = await openSession(encode({ outputs: { sum } }), { device, threads: 1 });
  const value = (...numbers: number[]) => ({ data: Float32Array.from(numbers), shape: [2] });
  const results = await session.run({ x: value(1, 2), y: value(3, 5) });
  const numbers = await read(results.sum!);
  if (numbers[0] !== 4 || numbers[1] !== 7) throw new Error(`1 + 3, 2 + 5 gave ${numbers}`);
}

probe(process.argv[2] as DeviceName).then(
  () => process.stdout.write(works),
  (error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${reason.replace(/\s+/g, " ")}\n`);
    process.exitCode = 1;
  },
);
