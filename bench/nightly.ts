import type { Record, Result } from "../records/index.ts";
import { plan, runCells } from "../runner/index.ts";

/** One cell of the nightly protocol on ListOps that ended well, in a process of its own. */
export async function nightlyCell(
  variant: string,
  threads: number,
  overrides: { readonly [path: string]: number },
  onPhase: (phase: string) => void = () => {},
): Promise<{ readonly result: Result; readonly durationMs: number }> {
  const cells = plan({
    protocol: "nightly",
    tasks: ["listops"],
    variants: [variant],
    seeds: [0],
    device: "cpu",
    threads,
    length: null,
    taskOptions: {},
    variantOptions: {},
    overrides,
    budget: { timeoutMs: 3_600_000, memoryBytes: null },
  });
  const records: Record[] = [];
  await runCells(cells, {
    onRecord: (record) => void records.push(record),
    onProgress: (_, { phase }) => onPhase(phase),
  });
  const { outcome, durationMs } = records[0]!;
  if (outcome.kind !== "ok" && outcome.kind !== "chance") {
    throw new Error(`${variant}: must end well: got ${JSON.stringify(outcome)}.`);
  }
  return { result: outcome.result, durationMs };
}
