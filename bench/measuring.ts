import { plan, runCells } from "../runner/index.ts";

/** What measuring speed adds to a cell. */
export interface Measuring {
  readonly variant: string;
  /** Wall time of the cell with and without it. */
  readonly withMs: number;
  readonly withoutMs: number;
  /** The difference, as a share of the whole. */
  readonly share: number;
}

/** Cells of the nightly protocol, each with and without timing and profile. */
export async function benchMeasuring(
  variants: readonly string[],
  threads: number,
): Promise<readonly Measuring[]> {
  const rows: Measuring[] = [];
  for (const variant of variants) {
    const withoutMs = await durationOf(variant, threads, { timingMs: 0 });
    const withMs = await durationOf(variant, threads, {});
    rows.push({ variant, withMs, withoutMs, share: 1 - withoutMs / withMs });
  }
  return rows;
}

async function durationOf(
  variant: string,
  threads: number,
  overrides: { readonly [path: string]: number },
): Promise<number> {
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
  let taken = 0;
  await runCells(cells, {
    onRecord: ({ durationMs, outcome }) => {
      if (outcome.kind !== "ok" && outcome.kind !== "chance") {
        throw new Error(`${variant}: must end well: got ${JSON.stringify(outcome)}.`);
      }
      taken = durationMs;
    },
  });
  return taken;
}
