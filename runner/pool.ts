import type { Cell, Record } from "../records/index.ts";
import { type ChildOptions, runChild } from "./child.ts";
import { timestamp } from "./clock.ts";
import { outcomeOf } from "./ending.ts";
import { oomKills } from "./memory.ts";
import type { Progress } from "./messages.ts";
import { recordOf, surroundings } from "./record.ts";
import { resolve } from "./resolve.ts";

export interface PoolOptions
  extends Pick<ChildOptions, "signal" | "graceMs" | "program" | "onStderr"> {
  /** Called as soon as a cell has ended, however it did; what it throws ends the run. */
  onRecord(record: Record): void;
  onProgress?: ((cell: Cell, progress: Progress) => void) | undefined;
}

/**
 * Runs cells one after the other, each in a fresh process: memory peaks are its own, and a crash costs one cell. When
 * `signal` aborts, the process is killed, its cell is dropped, and the call returns.
 */
export async function runCells(cells: readonly Cell[], options: PoolOptions): Promise<void> {
  const { onRecord, onProgress, ...rest } = options;
  const around = surroundings();
  for (const cell of cells) {
    if (options.signal?.aborted) return;
    const startedAt = timestamp();
    const killsBefore = oomKills();
    const life = await runChild(cell, {
      ...rest,
      machineBytes: around.machine.memoryBytes,
      onProgress: (progress) => onProgress?.(cell, progress),
    });
    const outcome = outcomeOf(life.ending, {
      ...life,
      budget: cell.budget,
      machineBytes: around.machine.memoryBytes,
      hasOomKill: killsBefore !== oomKills(),
    });
    if (outcome === null) return;
    onRecord(recordOf(cell, resolve(cell), around, { ...life, startedAt, outcome }));
  }
}
