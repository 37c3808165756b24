import { expect, test } from "vitest";
import { type DeviceName, type DeviceReport, devices, pickDevice } from "../../runner/index.ts";

const report = (name: DeviceName, rest: Partial<DeviceReport>): DeviceReport => ({
  name,
  ...devices[name],
  problem: null,
  adapter: null,
  ...rest,
});

const gpu = { name: "NVIDIA H100", driver: "550", isSoftware: false };
const software = { name: "SwiftShader Device", driver: "x.so", isSoftware: true };

/** What is taken where these devices answer so; `tried` gets their names. */
const pick = (
  given: { readonly [name in DeviceName]?: Partial<DeviceReport> },
  { hasGpu = true, hasCuda = false } = {},
  tried: DeviceName[] = [],
) =>
  pickDevice({
    hasGpu: () => hasGpu,
    hasCuda: () => hasCuda,
    check: async (name) => {
      tried.push(name);
      return report(name, given[name] ?? { problem: "not there" });
    },
  });

test("without a GPU nothing is tried, not even software that would work", async () => {
  const tried: DeviceName[] = [];
  const taken = await pick({ webgpu: { adapter: software } }, { hasGpu: false }, tried);
  expect(taken).toEqual({ device: "cpu", why: "no hardware GPU can be opened here" });
  expect(tried).toEqual([]);
});

test("CUDA comes before WebGPU", async () => {
  const both = { cuda: { adapter: gpu }, webgpu: { adapter: gpu } };
  expect(await pick(both, { hasCuda: true })).toEqual({ device: "cuda", why: "NVIDIA H100" });
  expect(await pick(both)).toEqual({ device: "webgpu", why: "NVIDIA H100" });
});

test("WebGPU is taken where CUDA does not work, and why is said", async () => {
  const given = { cuda: { problem: "no libcudnn.so.9" }, webgpu: { adapter: gpu } };
  expect(await pick(given, { hasCuda: true })).toEqual({
    device: "webgpu",
    why: "NVIDIA H100; cuda: no libcudnn.so.9",
  });
});

test.each([
  ["software", { adapter: software }, "webgpu: SwiftShader Device is software"],
  ["an adapter that is not known", {}, "webgpu: its adapter is not known"],
  ["one that does not work", { problem: "no Vulkan driver" }, "webgpu: no Vulkan driver"],
])("%s is not taken", async (_, webgpu, why) => {
  expect(await pick({ webgpu })).toEqual({ device: "cpu", why });
});
