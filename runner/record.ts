import { deviationOf } from "../data/index.ts";
import {
  type Cell,
  formatVersion,
  type Outcome,
  type Record,
  recordSchema,
} from "../records/index.ts";
import type { Adapter } from "./adapter.ts";
import { machine } from "./machine.ts";
import type { Facts } from "./messages.ts";
import type { Outline } from "./outline.ts";
import { commitOf, packageRoot, programVersions } from "./package.ts";
import type { Peaks } from "./peaks.ts";
import { isModel } from "./plugins/file.ts";
import { optimizationLevel } from "./provider.ts";

/** What is the same for all cells of a run. */
export interface Surroundings extends Pick<Record, "machine" | "commit"> {
  readonly programs: ReturnType<typeof programVersions>;
}

/** Asks the system; some milliseconds. */
export const surroundings = (): Surroundings => ({
  machine: machine(),
  commit: commitOf(packageRoot()),
  programs: programVersions(),
});

/** What one run of a cell came to. */
export interface Run {
  readonly startedAt: string;
  readonly durationMs: number;
  readonly facts: Facts;
  readonly adapter: Adapter | null;
  /** `null` where nothing is timed. */
  readonly peaks: Peaks | null;
  readonly outcome: Outcome;
}

/** The cell's record, checked: written by the parent process alone, so that those of dead processes look like the others. */
export function recordOf(
  cell: Cell,
  { task, training, data, choice, variantOptions, claim, selection }: Outline,
  { machine, commit, programs }: Surroundings,
  { startedAt, durationMs, facts, adapter, peaks, outcome }: Run,
): Record {
  return recordSchema.parse({
    formatVersion,
    cell,
    startedAt,
    durationMs,
    protocol: {
      ...(isModel(cell.variant) ? { length: data.length, batch: data.batch } : training),
      taskOptions: { source: choice.source, ...choice.options },
      variantOptions: facts.variant?.options ?? variantOptions,
    },
    selection: facts.selection ?? selection,
    deviation: deviationOf(choice),
    remarks: facts.remarks,
    machine,
    versions: { ...programs, task: task.version },
    commit,
    provider: {
      name: cell.device,
      threads: cell.threads,
      optimization: optimizationLevel,
      adapter,
      peaks,
    },
    fingerprints: facts.fingerprints,
    cost: facts.cost,
    claim: facts.variant?.claim ?? claim,
    outcome,
  });
}
