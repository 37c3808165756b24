import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { checkDevice, type DeviceName, type DeviceReport } from "./devices.ts";
import { listHardware } from "./hardware.ts";
import { nvidiaGpu } from "./machine.ts";

/** A device that was taken, and why. */
export interface Picked {
  readonly device: DeviceName;
  readonly why: string;
}

/** What a choice rests on. */
export interface Looks {
  readonly hasGpu: () => boolean;
  /** Whether CUDA is worth a trial. */
  readonly hasCuda: () => boolean;
  readonly check: (name: DeviceName) => Promise<DeviceReport>;
}

/**
 * The hardware GPU of this machine, by CUDA before WebGPU, or else its processor. Software that stands in for a GPU is never
 * taken, nor what may be such. Where the system lists no GPU nothing is tried, and it takes no time.
 */
export async function pickDevice(given: Partial<Looks> = {}): Promise<Picked> {
  const looks = { ...system, ...given };
  if (!looks.hasGpu()) return { device: "cpu", why: "no hardware GPU can be opened here" };
  const cuda = looks.hasCuda() ? await looks.check("cuda") : null;
  if (cuda?.problem === null) return { device: "cuda", why: nameOf(cuda) };
  const webgpu = await looks.check("webgpu");
  const without = cuda ? [`cuda: ${cuda.problem}`] : [];
  if (webgpu.problem === null && webgpu.adapter?.isSoftware === false) {
    return { device: "webgpu", why: [nameOf(webgpu), ...without].join("; ") };
  }
  return { device: "cpu", why: [...without, `webgpu: ${shortcoming(webgpu)}`].join("; ") };
}

const system: Looks = {
  hasGpu: () => listHardware().isOpen,
  hasCuda: () => hasProvider() && nvidiaGpu().gpu !== null,
  check: checkDevice,
};

/** Whether the libraries that the package leaves out were installed. */
function hasProvider(): boolean {
  const runtime = dirname(createRequire(import.meta.url).resolve("onnxruntime-node/package.json"));
  const folder = join(runtime, "bin/napi-v6", process.platform, process.arch);
  return existsSync(join(folder, "libonnxruntime_providers_cuda.so"));
}

const nameOf = ({ adapter }: DeviceReport): string => adapter?.name ?? "an NVIDIA GPU";

function shortcoming({ problem, adapter }: DeviceReport): string {
  if (problem !== null) return problem;
  return adapter === null ? "its adapter is not known" : `${adapter.name} is software`;
}
