import { basename } from "node:path";
import { ask } from "./ask.ts";
import type { DeviceName } from "./devices.ts";
import { watchPeak } from "./memory.ts";

/** What this process took in a phase, in bytes; `null` where it cannot be had. */
export interface Taken {
  /** Most that was resident; not known of a later phase outside Linux. */
  readonly peakBytes: number | null;
  /** Held on NVIDIA GPUs when the phase was over. */
  readonly gpuBytes: number | null;
}

/** Begins a phase of this process, by default not its first; the returned function ends it. */
export function watchMemory(device: DeviceName, { isFirst = false } = {}): () => Taken {
  const readPeak = watchPeak(isFirst);
  return () => ({ peakBytes: readPeak(), gpuBytes: gpuBytes(device) });
}

/**
 * Memory that this process holds on NVIDIA GPUs, in bytes, as the driver tells it. `null` on other devices; where the
 * driver does not tell (MIG, Windows); and in a container with process ids of its own, whose processes the driver lists by
 * the ids of the machine: what the GPU as a whole holds more than before would be other people's memory too.
 */
export function gpuBytes(device: DeviceName): number | null {
  if (device === "cpu") return null;
  const query = ["--query-compute-apps=pid,used_gpu_memory,process_name"];
  const listed = ask("nvidia-smi", [...query, "--format=csv,noheader,nounits"]) ?? "";
  const used = listed
    .split("\n")
    .map((line) => /^(\d+), ([^,]+), (.*)$/.exec(line))
    .filter((parts) => parts !== null && isOurs(Number(parts[1]), parts[3]!))
    .map((parts) => Number(parts![2]));
  if (used.length === 0 || used.some(Number.isNaN)) return null;
  return used.reduce((sum, mebibytes) => sum + mebibytes, 0) * 2 ** 20;
}

/** The name too: an id of the machine may by chance be that of this process in its container. */
const isOurs = (pid: number, name: string): boolean =>
  pid === process.pid && basename(name) === basename(process.execPath);
