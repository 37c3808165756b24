import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Cell, makeCell, type Record } from "../../records/index.ts";
import { type PoolOptions, plan, type Request, runCells } from "../../runner/index.ts";

/** Softmax on smoke's ListOps, seed 0, on the CPU; two minutes. */
export const request = (overrides: Partial<Request> = {}): Request => ({
  protocol: "smoke",
  tasks: ["listops"],
  variants: ["softmax"],
  seeds: [0],
  device: "cpu",
  threads: 1,
  length: null,
  taskOptions: {},
  variantOptions: {},
  overrides: {},
  budget: { timeoutMs: 120_000, memoryBytes: null },
  ...overrides,
});

/** The first cell of a request. */
export const cellOf = (overrides: Partial<Request> = {}): Cell => plan(request(overrides))[0]!;

/** The same cell with something else in it, unchecked. */
export const changed = (cell: Cell, change: Partial<Omit<Cell, "id">>): Cell =>
  makeCell({ ...cell, ...change });

/** Runs cells and gathers their records. */
export async function recordsOf(
  cells: readonly Cell[],
  options: Omit<PoolOptions, "onRecord">,
): Promise<readonly Record[]> {
  const records: Record[] = [];
  await runCells(cells, { ...options, onRecord: (record) => records.push(record) });
  return records;
}

/** A compiled program of the runner: what runs in a process of its own is run as users run it. */
export function built(program: "worker" | "metronome-worker" | "probe" | "peaks-probe"): string {
  const file = fileURLToPath(new URL(`../../dist/runner/${program}.js`, import.meta.url));
  if (existsSync(file)) return file;
  throw new Error(`test: dist/ must be built: got no ${file}. Run npm run build.`);
}

/** A stand-in for a compiled program. */
export const fixture = (name: string): string =>
  fileURLToPath(new URL(`./fixtures/${name}.mjs`, import.meta.url));
