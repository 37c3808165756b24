import { type Cell, type Record, readRecords } from "../records/index.ts";
import { controls, leaderboard, markdown } from "../reports/index.ts";
import { outline, parseShard, plan, shardOf } from "../runner/index.ts";
import { printBoards } from "./boards.ts";
import { readSettings } from "./config.ts";
import { isColoured, print, printJson, remark } from "./console.ts";
import { onDevice } from "./device.ts";
import { execute } from "./execute.ts";
import { type ExitCode, exit } from "./exit.ts";
import { tellGitHub } from "./github.ts";
import { requestOf } from "./request.ts";
import { type Again, cellsLeft, storedIn } from "./stored.ts";
import { table } from "./table.ts";
import { toldOfRun } from "./told.ts";
import { verdict } from "./verdict.ts";
import { writeReports } from "./write.ts";

/** How this one command behaves; every other flag is a setting of the run. */
export interface RunFlags extends Again {
  readonly config?: string;
  readonly dryRun?: boolean;
  readonly printConfig?: boolean;
  /** The part of the cells that is run, as `2/4`. */
  readonly shard?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly debug?: boolean;
  /** `false` leaves them out; commander has `true` where nothing is said. */
  readonly weights?: boolean;
  readonly [setting: string]: unknown;
}

/** Runs what flags and file ask for. Everything that can be refused is refused before anything is written. */
export async function run(flags: RunFlags): Promise<ExitCode> {
  const { config, resume, retry, dryRun, printConfig, shard, ...shown } = flags;
  const { json, quiet, debug, weights, ...others } = shown;
  const given = { ...others, ...(weights === false ? { weights } : {}) };
  const isJson = json === true;
  const isQuiet = quiet === true;
  const asked = readSettings(given, config);
  const { settings, told } = await onDevice(asked);
  const part = shard === undefined ? wholePlan : parseShard(shard);
  const planned = plan(requestOf(settings));
  if (printConfig) {
    printJson(asked);
    return exit.ok;
  }
  const cells = shardOf(planned, part);
  if (cells.length === 0) {
    remark(`lra: shard ${shard} of ${planned.length} cells has none: there is nothing to run.`);
    return exit.ok;
  }
  const stored = await storedIn(settings.output);
  const left = cellsLeft(cells, stored, settings.output, { resume, retry });
  if (dryRun) {
    printCells(left, isJson);
    return exit.ok;
  }
  const loudness = { isQuiet, isDebug: debug === true, told };
  const interrupted = left.length > 0 ? await execute(left, settings, loudness) : null;
  return interrupted ?? (await conclude(cells, settings.output, isJson, isQuiet));
}

const wholePlan = { index: 1, count: 1 };

/** Cells in a table, or as JSON; with the reason beside those whose variant refuses the size. */
export function printCells(cells: readonly Cell[], isJson: boolean): void {
  const planned = cells.map((cell) => ({ ...cell, refusal: outline(cell).refusal }));
  if (isJson) {
    printJson(planned.map(({ refusal, ...cell }) => (refusal ? { ...cell, refusal } : cell)));
    return;
  }
  const hasRefusal = planned.some(({ refusal }) => refusal !== null);
  const lines = planned.map(({ id, task, variant, seed, length, device, control, refusal }) => {
    const base = { cell: id, task, variant, seed, length, device };
    return { ...base, ...(control ? { control } : {}), ...(hasRefusal ? { refusal } : {}) };
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
  const ourBoards = boards.filter(({ rows }) => rows.some((row) => row.records.some(isOurs)));
  printBoards(ourBoards, controls(records.filter(isOurs)), isJson);
  const page = writeReports(records, boards, folder);
  if (!isQuiet) remark(`Open ${page} in a browser.`);
  const ours = records.filter(isOurs);
  const code = verdict(ours);
  tellGitHub(toldOfRun(ours, markdown(ourBoards), code, page));
  return code;
}
