import type { Record } from "../records/index.ts";
import { measuresOf } from "./measures.ts";

/** What one source says of the memory of training. Parts of one account add up; accounts do not. */
export interface MemoryAccount {
  readonly source: string;
  readonly meaning: string;
  readonly parts: readonly { readonly name: string; readonly bytes: number }[];
}

/** The accounts that a record has, without those that said nothing; none of a cell without numbers. */
export function memoryAccounts(record: Record): readonly MemoryAccount[] {
  const memory = measuresOf(record)?.memory;
  if (!memory) return [];
  const accounts = [
    account("graph", "counted exactly; activations at their peak, in no allocator's rounding", [
      ["weights", memory.weights],
      ["optimiser", memory.optimiser],
      ["activations", memory.activations.train],
    ]),
    account("runtime", "ONNX Runtime's arena, in a profiled step", [
      ["tensors' peak", memory.allocatorPeak],
      ["slack", memory.arenaSlack],
    ]),
    account(
      "process",
      "peak resident memory, the system's account; runtime, code and host data too",
      [["resident", memory.processPeak.train]],
    ),
    account("GPU", "held by the process at the end, its driver's account", [
      ["held", memory.device.train],
    ]),
  ];
  return accounts.filter(({ parts }) => parts.length > 0);
}

const account = (
  source: string,
  meaning: string,
  parts: readonly (readonly [name: string, bytes: number | null])[],
): MemoryAccount => ({
  source,
  meaning,
  parts: parts.flatMap(([name, bytes]) => (bytes === null ? [] : [{ name, bytes }])),
});
