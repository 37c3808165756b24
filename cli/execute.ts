import { type Cell, openStore } from "../records/index.ts";
import {
  type DeviceReport,
  requireData,
  requireDevice,
  requireWeightsFolder,
  runCells,
  surroundings,
  timestamp,
  weightsFolder,
} from "../runner/index.ts";
import { added } from "./added.ts";
import { remark } from "./console.ts";
import { tellDevice, tellThreads } from "./device.ts";
import type { ExitCode } from "./exit.ts";
import { listen } from "./interrupt.ts";
import { startProgress, tellWait } from "./progress.ts";
import type { Settings } from "./settings.ts";
import type { SweepSettings } from "./sweep-settings.ts";

/** What stderr shows beside the end. */
export interface Loudness {
  /** No progress. */
  readonly isQuiet: boolean;
  /** Also what the cells' own processes say. */
  readonly isDebug: boolean;
  /** How the device was chosen, to be said once nothing more can be refused. */
  readonly told: string | null;
}

/**
 * Runs cells one after the other into the output folder. Gives the exit code of an interruption, or `null`. Throws
 * UsageError where the device does not work, DataError where data is missing, StoreError where the folder cannot be
 * written: all before any cell. Where a disk is full later, the same errors end the run, and what was done is kept.
 */
export async function execute(
  cells: readonly Cell[],
  settings: Settings | SweepSettings,
  loudness: Loudness,
): Promise<ExitCode | null> {
  const report = await requireDevice(settings.device);
  await requireData(cells);
  const interruption = listen();
  try {
    const kept = await fill(cells, settings, report, loudness, interruption.signal);
    const code = interruption.code();
    if (code !== null) tellKept(kept, cells, settings);
    return code;
  } finally {
    interruption.release();
  }
}

/** How much of a run that stops is there, and how it goes on. */
function tellKept(
  kept: number,
  { length }: readonly Cell[],
  { output }: Settings | SweepSettings,
): void {
  remark(
    `lra: stopped: ${kept} of ${length} cells are kept in ${output}. To go on, add ${added("--resume")} to the same command.`,
  );
}

/** Appends every cell's record as it comes; gives how many came. */
async function fill(
  cells: readonly Cell[],
  settings: Settings | SweepSettings,
  report: DeviceReport,
  { isQuiet, isDebug, told }: Loudness,
  signal: AbortSignal,
): Promise<number> {
  const { lra } = surroundings().programs;
  const weights = settings.weights ? weightsFolder(settings.output) : undefined;
  if (weights !== undefined) requireWeightsFolder(weights);
  const store = openStore(settings.output, { startedAt: timestamp(), lra, plan: settings });
  if (!isQuiet) {
    tellDevice(told, report);
    tellThreads(settings.threads);
  }
  const progress = startProgress(cells.length, isQuiet);
  let kept = 0;
  try {
    await runCells(cells, {
      signal,
      adapter: report.adapter,
      weights,
      onProgress: progress.onProgress,
      onData: progress.onData,
      onWait: tellWait,
      onStderr: isDebug ? (text) => process.stderr.write(text) : undefined,
      onRecord: (record) => {
        store.append(record);
        kept++;
        progress.onRecord(record);
      },
    });
  } catch (error) {
    progress.end(); // its line would stand before what is told
    if (kept > 0) tellKept(kept, cells, settings); // else the same command starts anew
    throw error;
  } finally {
    progress.end();
    store.close();
  }
  return kept;
}
