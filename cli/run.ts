import { type Cell, type Record, readRecords } from "../records/index.ts";
import { leaderboard } from "../reports/index.ts";
import { plan, remaining } from "../runner/index.ts";
import { printBoards } from "./boards.ts";
import { readSettings } from "./config.ts";
import { isColoured, print, printJson, remark } from "./console.ts";
import { execute } from "./execute.ts";
import { type ExitCode, exit } from "./exit.ts";
import { requestOf } from "./request.ts";
import { refuseStored, storedIn } from "./stored.ts";
import { table } from "./table.ts";
import { verdict } from "./verdict.ts";
import { writeReports } from "./write.ts";

/** How this one command behaves; every other flag is a setting of the run. */
export interface RunFlags {
  readonly config?: string;
  readonly resume?: boolean;
  readonly dryRun?: boolean;
  readonly printConfig?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly debug?: boolean;
  readonly [setting: string]: unknown;
}

/** Runs what flags and file ask for. Everything that can be refused is refused before anything is written. */
export async function run(flags: RunFlags): Promise<ExitCode> {
  const { config, resume, dryRun, printConfig, json, quiet, debug, ...given } = flags;
  const isJson = json === true;
  const isQuiet = quiet === true;
  const settings = readSettings(given, config);
  const cells = plan(requestOf(settings));
  if (printConfig) {
    printJson(settings);
    return exit.ok;
  }
  const stored = await storedIn(settings.output);
  if (!resume) refuseStored(cells, stored, settings.output);
  const left = remaining(cells, stored);
  if (dryRun) {
    printCells(left, isJson);
    return exit.ok;
  }
  const loudness = { isQuiet, isDebug: debug === true };
  const interrupted = left.length > 0 ? await execute(left, settings, loudness) : null;
  return interrupted ?? (await conclude(cells, settings.output, isJson, isQuiet));
}

function printCells(cells: readonly Cell[], isJson: boolean): void {
  if (isJson) {
    printJson(cells);
    return;
  }
  const lines = cells.map(({ id, task, variant, seed, length, device }) => {
    return { cell: id, task, variant, seed, length, device };
  });
  print(table(lines, isColoured(process.stdout)));
}

/** Writes the reports of the whole folder, and prints the boards that these cells stand on. */
async function conclude(
  cells: readonly Cell[],
  folder: string,
  isJson: boolean,
  isQuiet: boolean,
): Promise<ExitCode> {
  const records = await readRecords([folder]);
  const boards = leaderboard(records);
  const ids = new Set(cells.map(({ id }) => id));
  const isOurs = ({ cell }: Record) => ids.has(cell.id);
  printBoards(
    boards.filter(({ rows }) => rows.some((row) => row.records.some(isOurs))),
    isJson,
  );
  const page = writeReports(records, boards, folder);
  if (!isQuiet) remark(`Open ${page} in a browser.`);
  return verdict(records.filter(isOurs));
}
