import type { Cell, Record, Result } from "../records/index.ts";
import { plan, runCells } from "../runner/index.ts";

/** One cell of the nightly protocol on ListOps. */
export function planned(variant: string, threads: number): Cell {
  const [cell] = plan({
    protocol: "nightly",
    tasks: ["listops"],
    variants: [variant],
    seeds: [0],
    device: "cpu",
    threads,
    length: null,
    taskOptions: {},
    variantOptions: {},
    overrides: {},
    budget: { timeoutMs: 3_600_000, memoryBytes: null },
  });
  return cell!;
}

/** What such a cell measures, in a process of its own; it must end well. */
export async function nightlyResult(variant: string, threads: number): Promise<Result> {
  const records: Record[] = [];
  const onRecord = (record: Record) => void records.push(record);
  await runCells([planned(variant, threads)], { onRecord });
  const { outcome } = records[0]!;
  if (outcome.kind !== "ok" && outcome.kind !== "chance") {
    throw new Error(`${variant}: must end well: got ${JSON.stringify(outcome)}.`);
  }
  return outcome.result;
}
