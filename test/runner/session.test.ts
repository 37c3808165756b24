import { afterEach, expect, test, vi } from "vitest";
import { ops } from "../../graph/index.ts";
import { encode } from "../../graph/onnx/index.ts";
import { openSession } from "../../runner/session.ts";

afterEach(() => vi.unstubAllGlobals());

test("what runs gave back is collected when there are more than 64 MiB of it", async () => {
  const collect = vi.fn();
  vi.stubGlobal("gc", collect);
  const n = 2 ** 22; // 16 MiB
  const graph = { outputs: { y: ops.add(ops.input("x", [n]), 1) } };
  const session = await openSession(encode(graph), { device: "cpu", threads: 1 });
  const x = { data: new Float32Array(n), shape: [n] };
  const counts: number[] = [];
  for (let run = 0; run < 9; run++) {
    await session.run({ x });
    counts.push(collect.mock.calls.length);
  }
  await session.close();
  expect(counts).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 2]);
});
