import { canonicalJson, type Record } from "../records/index.ts";
import { bytes } from "./format.ts";

/** Where something was computed: the machine, and the GPU that it was done on, if any. */
export interface Place {
  readonly machine: Record["machine"];
  readonly adapter: Record["provider"]["adapter"];
}

/**
 * What speed and memory hang on. Memory is rounded, since machines of one kind differ by some pages, and the system is named
 * without its kernel: what differs in no more than that is one machine.
 */
export function machineOf({ machine, adapter }: Place) {
  const { os, arch, cpu, cores, memoryBytes, gpu, driver } = machine;
  return {
    processor: cpu,
    cores: String(cores),
    memory: bytes(memoryBytes),
    GPU: gpu ?? "none",
    driver: adapter?.driver ?? driver ?? "none",
    system: `${os.split(" ")[0]} ${arch}`,
    adapter: adapter?.name ?? "none",
  };
}

/** Equal of two places on one machine. */
export const machineKey = (place: Place): string => canonicalJson(machineOf(place));

/** Names with their values, of facts that are not the same in all of these: `cores 64, memory 16.0 GiB`. */
export function differing(
  facts: { readonly [name: string]: string },
  others: readonly { readonly [name: string]: string }[],
): string {
  return Object.entries(facts)
    .filter(([name, value]) => others.some((other) => other[name] !== value))
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");
}
