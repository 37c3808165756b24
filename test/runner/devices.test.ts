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

test("a missing device is refused with what is missing and the command that gets it", async () => {
  await expect(requireDevice("cuda", fixture("probe-lacks-a-library"))).rejects.toMatchObject({
    name: "UsageError",
    message: expect.stringMatching(
      /^device cuda: must work on this machine: got "(.*; )?no libcudnn\.so\.9"\. .*Run apt-get install libcudnn9-cuda-12, from NVIDIA's repository/,
    ),
  });
});

test("a refusal that is not recognised is told as it was said, with what the device needs", async () => {
  const { problem, remedy } = await checkDevice("cpu", fixture("probe-refuses"));
  expect([problem, remedy]).toEqual(["No supported adapters", "Reinstall the packages: npm ci."]);
});

test("what the Vulkan loader tells of the adapter is asked for and read", async () => {
  const { adapter } = await checkDevice("webgpu", fixture("probe-tells-adapter"));
  const told = { name: "NVIDIA T4", driver: "libGLX_nvidia.so.0", isSoftware: false };
  expect(adapter).toEqual(process.platform === "linux" ? told : null);
});

test("an unknown device gets the near miss", async () => {
  await expect(requireDevice("webgp")).rejects.toMatchObject({
    name: "UsageError",
    message: 'unknown device "webgp". Did you mean "webgpu"? Known: cpu, webgpu, cuda.',
  });
});
