import type { Record } from "../records/index.ts";
import { type Growth, scaling } from "../reports/index.ts";
import { planSweep, runCells } from "../runner/index.ts";

/** How a variant's training time grows with length. */
export interface Exponent {
  readonly variant: string;
  readonly growth: Growth;
}

const lengths = [1024, 2048, 4096, 8192];
const timingMs = 5000;

/**
 * Fitted between n 1024 and 8192 at batch 1, as `lra sweep` does it, on the small models of protocol `nystromformer`. On one
 * thread: a step that needs every core waits for whatever else runs on one of them.
 */
export async function benchExponents(variants: readonly string[]): Promise<readonly Exponent[]> {
  const cells = planSweep({
    protocol: "nystromformer",
    task: "text",
    variants,
    lengths,
    fixed: { kind: "batch", examples: 1 },
    timingMs,
    device: "cpu",
    threads: 1,
    taskOptions: {},
    variantOptions: {},
    overrides: {},
    budget: { timeoutMs: 3_600_000, memoryBytes: null },
  });
  const records: Record[] = [];
  await runCells(cells, { onRecord: (record) => void records.push(record) });
  const [all] = scaling(records);
  return all!.lines.map(({ variant, exponents, points }) => {
    const growth = exponents.train;
    if (growth?.lengths.length === lengths.length) return { variant, growth };
    throw new Error(`${variant}: must be timed at every length: got ${JSON.stringify(points)}.`);
  });
}
