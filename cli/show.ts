import { print as printGraph } from "../graph/index.ts";
import type { Cell, Record } from "../records/index.ts";
import { describeModel, lookUp, plan, resolve, UsageError } from "../runner/index.ts";
import { variants } from "../variants/index.ts";
import { readFlags } from "./config.ts";
import { print, printJson } from "./console.ts";
import { aboutModel, modelText } from "./describe.ts";
import { type ExitCode, exit } from "./exit.ts";
import { recordText } from "./record.ts";
import { requestOf } from "./request.ts";
import { defaults } from "./settings.ts";
import { storedIn } from "./stored.ts";

export interface ShowFlags {
  readonly task?: string;
  readonly graph?: "train" | "evaluate";
  readonly json?: boolean;
  readonly [setting: string]: unknown;
}

/** Shows a variant at a size, or a stored cell, or with `--graph` the graph of either. */
export async function show(name: string, flags: ShowFlags): Promise<ExitCode> {
  const { task, graph, json, ...given } = flags;
  const settings = { ...defaults(), ...readFlags({ ...given, ...(task ? { tasks: task } : {}) }) };
  const record = isId(name) ? await findRecord(name, settings.output) : null;
  if (record !== null && graph === undefined) {
    if (json) printJson(record);
    else print(recordText(record));
    return exit.ok;
  }
  const cell = record?.cell ?? firstCell(name, settings);
  if (graph !== undefined) print(graphText(cell, graph));
  else if (json) printJson(aboutModel(cell));
  else print(modelText(aboutModel(cell)));
  return exit.ok;
}

/** The beginning of a cell's id, long enough not to be met by chance. */
const isId = (name: string): boolean => /^[0-9a-f]{4,16}$/.test(name);

async function findRecord(id: string, folder: string): Promise<Record> {
  const found = (await storedIn(folder)).filter(({ cell }) => cell.id.startsWith(id));
  if (found.length === 1) return found[0]!;
  throw new UsageError(
    `${folder}: must hold one cell "${id}…": got ${found.length}. lra report --format csv lists them.`,
  );
}

/** The variant as the settings would run it first. */
function firstCell(variant: string, settings: ReturnType<typeof defaults>): Cell {
  lookUp("variant", variants, variant);
  const [cell] = plan({ ...requestOf(settings), variants: [variant], seeds: [0] });
  return cell!;
}

function graphText(cell: Cell, which: "train" | "evaluate"): string {
  const { train, evaluation } = describeModel(resolve(cell));
  return printGraph((which === "train" ? train : evaluation).graph);
}
