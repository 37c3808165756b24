import { type Cell, openStore } from "../records/index.ts";
import {
  type DeviceReport,
  requireData,
  requireDevice,
  runCells,
  surroundings,
  timestamp,
  weightsFolder,
} from "../runner/index.ts";
import { added } from "./added.ts";
import { remark } from "./console.ts";
import { tellDevice } from "./device.ts";
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
 * written: all before any cell.
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
    if (code !== null) {
      remark(
        `lra: stopped: ${kept} of ${cells.length} cells are kept in ${settings.output}. To go on, add ${added("--resume")} to the same command.`,
      );
    }
    return code;
  } finally {
    interruption.release();
  }
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
  const store = openStore(settings.output, { startedAt: timestamp(), lra, plan: settings });
  if (!isQuiet) tellDevice(told, report);
  const progress = startProgress(cells.length, isQuiet);
  let kept = 0;
  try {
    await runCells(cells, {
      signal,
      adapter: report.adapter,
      weights: settings.weights ? weightsFolder(settings.output) : undefined,
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
  } finally {
    progress.end();
    store.close();
  }
  return kept;
}
