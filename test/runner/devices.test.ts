import { expect, test } from "vitest";
import { checkDevice, requireDevice } from "../../runner/index.ts";
import { built, fixture } from "./cells.ts";

test("the CPU works, tried by the program that users run", async () => {
  expect((await checkDevice("cpu", built("probe"))).problem).toBeNull();
});

test("a driver that crashes costs one process", async () => {
  const { problem } = await checkDevice("webgpu", fixture("probe-crashes"));
  expect(problem).toBe("the driver crashed (SIGKILL)");
});

test("a driver that crashes after its answer works", async () => {
  expect((await checkDevice("webgpu", fixture("probe-works-and-crashes"))).problem).toBeNull();
});

test("a missing device is refused with the reason and the command that gets it", async () => {
  await expect(requireDevice("cuda", fixture("probe-refuses"))).rejects.toMatchObject({
    name: "UsageError",
    message:
      'device cuda: must work on this machine: got "No supported adapters". ' +
      "It needs an NVIDIA driver (nvidia-smi must list the GPU), CUDA 12 with cuDNN 9, and the provider's libraries: " +
      "ONNXRUNTIME_NODE_INSTALL=cuda12 npm rebuild onnxruntime-node --ignore-scripts=false.",
  });
});

test("an unknown device gets the near miss", async () => {
  await expect(requireDevice("webgp")).rejects.toMatchObject({
    name: "UsageError",
    message: 'unknown device "webgp". Did you mean "webgpu"? Known: cpu, webgpu, cuda.',
  });
});
