import { availableParallelism } from "node:os";
import { lookUp } from "../records/index.ts";
import { type DeviceReport, devices, pickDevice } from "../runner/index.ts";
import { remark } from "./console.ts";
import type { Settings } from "./settings.ts";

/** Settings that name a device, and the line that says how it was chosen; `null` where the user did. */
export interface OnDevice<S> {
  readonly settings: S;
  readonly told: string | null;
}

/** What stands for the best device here. */
const auto = "auto";

/** Puts a device in the place of `auto`: cells are of devices that are there. Throws UsageError on a name that is none. */
export async function onDevice<S extends Pick<Settings, "device">>(
  settings: S,
): Promise<OnDevice<S>> {
  lookUp("device", { [auto]: null, ...devices }, settings.device);
  if (settings.device !== auto) return { settings, told: null };
  const { device, why } = await pickDevice();
  return {
    settings: { ...settings, device },
    told: `lra: runs on ${device}: ${why}. To choose another: --device.`,
  };
}

/** Says of more threads than cores what becomes of them; a cell of another machine may still be run as it was there. */
export function tellThreads(threads: number, cores = availableParallelism()): void {
  if (threads <= cores) return;
  remark(
    `lra: ${threads} threads take turns on ${cores} cores: times are longer for it. To choose another number: --threads.`,
  );
}

/** Says how the device was chosen, and of software that it is none. */
export function tellDevice(told: string | null, { adapter }: Pick<DeviceReport, "adapter">): void {
  if (told !== null) remark(told);
  if (!adapter?.isSoftware) return;
  remark(`lra: ${adapter.name} is software: its times say nothing of a GPU.`);
}
