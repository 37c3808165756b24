import { type Cell, type Record, readRecords } from "../records/index.ts";
import { leaderboard, type Scaling, scaling } from "../reports/index.ts";
import { print, remark } from "./console.ts";
import { onDevice } from "./device.ts";
import { execute } from "./execute.ts";
import { type ExitCode, exit } from "./exit.ts";
import { printCells } from "./run.ts";
import { type ScalingFormat, scalingsText } from "./scalings.ts";
import { type Again, cellsLeft, storedIn } from "./stored.ts";
import { readSweep, type SweepSettings, sweepCells } from "./sweep-settings.ts";
import { sizeBytes } from "./units.ts";
import { verdict } from "./verdict.ts";
import { writeReports } from "./write.ts";

/** How this one command behaves; every other flag is a setting of the sweep. */
export interface SweepFlags extends Again {
  readonly dryRun?: boolean;
  readonly format?: ScalingFormat;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly debug?: boolean;
  readonly [setting: string]: unknown;
}

/** Times variants at several lengths. Everything that can be refused is refused before anything is written. */
export async function sweep(flags: SweepFlags): Promise<ExitCode> {
  const { resume, retry, dryRun, format: asked = "terminal", ...shown } = flags;
  const { json, quiet, debug, ...given } = shown;
  const format = json ? "json" : asked;
  const isQuiet = quiet === true;
  const { settings, told } = await onDevice(readSweep(given));
  const cells = sweepCells(settings);
  const stored = await storedIn(settings.output);
  const left = cellsLeft(cells, stored, settings.output, { resume, retry });
  if (dryRun) {
    printCells(left, format === "json");
    return exit.ok;
  }
  const loudness = { isQuiet, isDebug: debug === true, told };
  const interrupted = left.length > 0 ? await execute(left, settings, loudness) : null;
  return interrupted ?? (await conclude(cells, settings, format, isQuiet));
}

/** Writes the reports of the whole folder, and prints the tables that these cells stand in. */
async function conclude(
  cells: readonly Cell[],
  { output, maxMemory }: SweepSettings,
  format: ScalingFormat,
  isQuiet: boolean,
): Promise<ExitCode> {
  const records = await readRecords([output]);
  const limitBytes = maxMemory === null ? null : sizeBytes(maxMemory);
  const scalings = scaling(records, limitBytes);
  const ids = new Set(cells.map(({ id }) => id));
  const hasOurs = ({ lines }: Scaling) =>
    lines.some(({ points }) => points.some(({ cell }) => ids.has(cell)));
  print(scalingsText(scalings.filter(hasOurs), format));
  const page = writeReports(records, leaderboard(records), output, scalings);
  if (!isQuiet) remark(`Open ${page} in a browser.`);
  return verdict(records.filter(({ cell }: Record) => ids.has(cell.id)));
}
