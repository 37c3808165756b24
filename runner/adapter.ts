import { nvidiaGpu } from "./machine.ts";

/** What a provider computes on. */
export interface Adapter {
  /** As its driver calls it: `NVIDIA H100 PCIe`. */
  readonly name: string;
  /** The driver's version or library; `null` where it is not told. */
  readonly driver: string | null;
  /** Whether it is a program on the processor that stands in for a GPU. */
  readonly isSoftware: boolean;
}

/** CUDA's first GPU; `null` where NVIDIA's driver does not tell it. */
export function cudaAdapter(): Adapter | null {
  const { gpu, driver } = nvidiaGpu();
  return gpu === null ? null : { name: gpu, driver, isSoftware: false };
}

/** With these variables the Vulkan loader says on stderr which device is opened: its LoaderDebugging.md. */
export const tellingEnvironment = { VK_LOADER_DEBUG: "driver,layer" } as const;

/**
 * What WebGPU opened, from the stderr of a process that did: on Linux as the Vulkan loader tells it, elsewhere the first GPU
 * that ONNX Runtime discovered, since systems prefer any GPU to software. `null` where neither is told.
 */
export function webgpuAdapter(said: string, platform: string = process.platform): Adapter | null {
  return platform === "linux" ? openedByVulkan(said) : discoveredByRuntime(said);
}

function openedByVulkan(said: string): Adapter | null {
  const [, name, driver] = [...said.matchAll(/Using "(.+)" with driver: "(.+)"/g)].at(-1) ?? [];
  if (name === undefined || driver === undefined) return null;
  return { name, driver, isSoftware: software.test(name) || software.test(driver) };
}

/** Names of software devices and of their libraries: SwiftShader, Mesa's lavapipe. */
const software = /swiftshader|llvmpipe|lavapipe|libvulkan_lvp|softpipe|\bWARP\b/i;

/** Of ONNX Runtime's device types, a GPU. */
const discovered =
  /Discovered OrtHardwareDevice \{vendor_id:0x(\w+), .*?vendor:([^,]*), type:1, (.*)/g;

/** Of the software renderer that Windows lists as an adapter. */
const microsoft = "1414";

function discoveredByRuntime(said: string): Adapter | null {
  const [first] = [...said.matchAll(discovered)].filter(([, id]) => id !== microsoft);
  if (first === undefined) return null;
  const [, , vendor, metadata] = first;
  const description = /Description=([^,\]]+)/.exec(metadata!)?.[1];
  return { name: description ?? `${vendor} GPU`, driver: null, isSoftware: false };
}
