import { availableParallelism, cpus, platform, release, totalmem } from "node:os";
import type { Record } from "../records/index.ts";
import { ask } from "./ask.ts";

export type Machine = Record["machine"];

/** What this machine is, for records. Boards are grouped by it, so it depends on nothing that changes from run to run. */
export function machine(): Machine {
  return {
    os: `${platform()} ${release()}`,
    arch: process.arch,
    cpu: cpus()[0]?.model.trim() || "unknown",
    cores: availableParallelism(),
    memoryBytes: memoryBytes(),
    ...nvidiaGpu(),
  };
}

/** Memory that this process may use: the machine's, or less where a container limits it. */
function memoryBytes(): number {
  const limit = process.constrainedMemory();
  return limit ? Math.min(limit, totalmem()) : totalmem();
}

/** The first GPU as NVIDIA's driver tells it: the one that CUDA uses. */
export function nvidiaGpu(): Pick<Machine, "gpu" | "driver"> {
  const query = ["--query-gpu=name,driver_version", "--format=csv,noheader"];
  const [gpu, driver] = ask("nvidia-smi", query)?.split("\n")[0]?.split(", ") ?? [];
  return { gpu: gpu || null, driver: driver || null };
}
