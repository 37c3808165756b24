import type { Filling } from "../data/index.ts";
import type { Cell, Record } from "../records/index.ts";
import { UsageError } from "../records/index.ts";
import type { Adapter } from "./adapter.ts";
import { type ChildOptions, runChild } from "./child.ts";
import { timestamp } from "./clock.ts";
import { outcomeOf } from "./ending.ts";
import { oomKills } from "./memory.ts";
import { noFacts, type Progress } from "./messages.ts";
import { outline } from "./outline.ts";
import { type MeasurePeaks, measurePeaks, peaksOnce } from "./peaks.ts";
import { isModule } from "./plugins/file.ts";
import { prepareData } from "./prepare.ts";
import { recordOf, surroundings } from "./record.ts";

export interface PoolOptions
  extends Pick<ChildOptions, "signal" | "graceMs" | "program" | "weights" | "onStderr"> {
  /** What the cells' device computes on, as `checkDevice` found it. */
  readonly adapter?: Adapter | null | undefined;
  /** How the device's peaks are measured, once, before the first cell that is timed. */
  readonly measurePeaks?: MeasurePeaks | undefined;
  /** Called as soon as a cell has ended, however it did; what it throws ends the run. */
  onRecord(record: Record): void;
  onProgress?: ((cell: Cell, progress: Progress) => void) | undefined;
  /** Told while the data of a cell is made, which happens once for all cells that share it. */
  onData?: ((cell: Cell, filling: Filling) => void) | undefined;
  /** Told when another process makes the same data, and which. */
  onWait?: ((holder: string) => void) | undefined;
}

/**
 * Runs cells one after the other, each in a fresh process: memory peaks are its own, and a crash costs one cell. When
 * `signal` aborts, the process is killed, its cell is dropped, and the call returns. Throws where nothing can be written,
 * which another cell would not mend: a WriteFault of the cache, and a UsageError of the weights once the record is given.
 */
export async function runCells(cells: readonly Cell[], options: PoolOptions): Promise<void> {
  const {
    onRecord,
    onProgress,
    onData,
    onWait,
    adapter = null,
    measurePeaks: measure,
    ...rest
  } = options;
  const around = surroundings();
  const peaksOf = peaksOnce(measure ?? measurePeaks);
  for (const cell of cells) {
    if (options.signal?.aborted) return;
    const startedAt = timestamp();
    const known = outline(cell);
    const onFilling = (filling: Filling) => onData?.(cell, filling);
    const { signal } = options;
    const fault = await prepareData(cell, known, { onProgress: onFilling, onWait, signal });
    if (options.signal?.aborted) return;
    if (fault !== null) {
      const outcome = { kind: "crash", exitCode: null, signal: null, reason: fault } as const;
      onRecord(
        recordOf(cell, known, around, {
          startedAt,
          durationMs: 0,
          facts: noFacts,
          adapter,
          peaks: null,
          outcome,
        }),
      );
      continue;
    }
    const isTimed = known.refusal === null && known.timingMs > 0;
    if (isTimed) onProgress?.(cell, tryingPeaks);
    const peaks = isTimed ? await peaksOf({ device: known.device, threads: cell.threads }) : null;
    const killsBefore = oomKills();
    const life = await runChild(cell, {
      ...rest,
      machineBytes: around.machine.memoryBytes,
      onProgress: (progress) => onProgress?.(cell, progress),
    });
    const outcome = outcomeOf(life.ending, {
      ...life,
      budget: cell.budget,
      module: isModule(cell.variant) ? cell.variant : null,
      machineBytes: around.machine.memoryBytes,
      hasOomKill: killsBefore !== oomKills(),
    });
    if (outcome === null) return;
    onRecord(recordOf(cell, known, around, { ...life, startedAt, adapter, peaks, outcome }));
    if (life.unkept !== null) {
      throw new UsageError(`${life.unkept} What the cell measured is kept without them.`);
    }
  }
}

const tryingPeaks: Progress = {
  phase: "peaks",
  step: 0,
  steps: 0,
  loss: null,
  validationAccuracy: null,
};
