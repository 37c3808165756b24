import { expect, test } from "vitest";
import { webgpuAdapter } from "../../runner/adapter.ts";

/** What the Vulkan loader says of a device that is opened. */
const opened = (name: string, driver: string) =>
  [
    "INFO | DRIVER:         Sorted order:",
    "INFO | DRIVER:               [0] Some Other Device",
    "DRIVER | LAYER:      <Device>",
    `DRIVER | LAYER:          Using "${name}" with driver: "${driver}"`,
    "",
  ].join("\n");

test.each([
  ["SwiftShader Device (Subzero)", "/usr/lib/chromium/./libvk_swiftshader.so", true],
  ["llvmpipe (LLVM 15.0.6, 256 bits)", "libvulkan_lvp.so", true],
  ["A Device", "/usr/lib/x86_64-linux-gnu/libvulkan_lvp.so", true],
  ["NVIDIA H100 PCIe", "libGLX_nvidia.so.0", false],
  ["AMD Radeon RX 7900 XTX (RADV NAVI31)", "libvulkan_radeon.so", false],
])("on Linux the Vulkan loader names %s", (name, driver, isSoftware) => {
  expect(webgpuAdapter(opened(name, driver), "linux")).toEqual({ name, driver, isSoftware });
});

test("of several devices the one that was opened last counts", () => {
  const said = opened("llvmpipe", "libvulkan_lvp.so") + opened("NVIDIA T4", "libGLX_nvidia.so.0");
  expect(webgpuAdapter(said, "linux")?.name).toBe("NVIDIA T4");
});

test("what is not told is not known", () => {
  expect(webgpuAdapter("", "linux")).toBeNull();
  expect(webgpuAdapter("INFO: [0] NVIDIA T4", "linux")).toBeNull();
  expect(webgpuAdapter("", "darwin")).toBeNull();
});

const device = (vendorId: string, vendor: string, type: number, metadata: string) =>
  `2026 [I:onnxruntime:onnxruntime-node, device_discovery_common.cc:34 operator()] Discovered OrtHardwareDevice {vendor_id:0x${vendorId}, device_id:0x1, vendor:${vendor}, type:${type}, metadata: [${metadata}]}\n`;

test("elsewhere it is the first GPU that ONNX Runtime discovers; a processor or a renderer of Windows is none", () => {
  const cpu = device("1022", "AMD", 0, "Description=AMD Ryzen 9");
  const renderer = device("1414", "Microsoft", 1, "Description=Microsoft Basic Render Driver");
  const gpu = device("10de", "NVIDIA", 1, "Description=NVIDIA GeForce RTX 4070, Discrete=1");
  expect(webgpuAdapter(cpu + renderer, "win32")).toBeNull();
  expect(webgpuAdapter(cpu + renderer + gpu, "win32")).toEqual({
    name: "NVIDIA GeForce RTX 4070",
    driver: null,
    isSoftware: false,
  });
  expect(webgpuAdapter(device("106b", "Apple", 1, ""), "darwin")?.name).toBe("Apple GPU");
});
