import { print as printGraph } from "../graph/index.ts";
import type { Cell, Record } from "../records/index.ts";
import { UsageError, unknown } from "../records/index.ts";
import {
  describeCell,
  isPath,
  loadVariantHere,
  plan,
  type Resolved,
  refusalOf,
  resolve,
} from "../runner/index.ts";
import { variants } from "../variants/index.ts";
import { readFlags } from "./config.ts";
import { print, printJson } from "./console.ts";
import { aboutModel, modelText } from "./describe.ts";
import { type ExitCode, exit } from "./exit.ts";
import { recordJson, recordText } from "./record.ts";
import { requestOf } from "./request.ts";
import { defaults } from "./settings.ts";
import { storedIn } from "./stored.ts";
import { withModule } from "./with-module.ts";

export interface ShowFlags {
  readonly task?: string;
  readonly graph?: "train" | "evaluate";
  readonly json?: boolean;
  readonly [setting: string]: unknown;
}

/** Shows a variant at a size, or a stored cell, or with `--graph` the graph of either. */
export async function show(name: string, flags: ShowFlags): Promise<ExitCode> {
  const { task, graph, json, ...given } = flags;
  const settings = {
    ...defaults(),
    device: "cpu",
    ...readFlags({ ...given, ...(task ? { tasks: task } : {}) }),
  };
  const isVariant = isPath(name) || Object.hasOwn(variants, name);
  const record = isVariant ? null : await findRecord(name, settings.output);
  if (record !== null && graph === undefined) {
    if (json) printJson(recordJson(record));
    else print(recordText(record));
    return exit.ok;
  }
  const cell = record?.cell ?? firstCell(name, settings);
  return withModule(cell.variant, async () => {
    const resolved = resolve(cell, await loadVariantHere(cell));
    const reason = refusalOf(cell, resolved.model);
    if (reason !== null) throw new UsageError(reason);
    if (graph !== undefined) print(graphText(cell, resolved, graph));
    else if (json) printJson(aboutModel(cell, resolved));
    else print(modelText(aboutModel(cell, resolved)));
    return exit.ok;
  });
}

/** The stored cell whose id begins so. Throws UsageError when there is none, or more than one. */
async function findRecord(name: string, folder: string): Promise<Record> {
  const stored = isId(name) ? await storedIn(folder) : [];
  const found = stored.filter(({ cell }) => cell.id.startsWith(name));
  if (found.length === 1) return found[0]!;
  if (found.length === 0) {
    const variant = unknown("variant", name, Object.keys(variants));
    throw new UsageError(`${variant} No cell in ${folder} begins with it either.`);
  }
  throw new UsageError(
    `${folder}: must hold one cell "${name}…": got ${found.length}. Give more of its id.`,
  );
}

/** The beginning of a cell's id, long enough not to be met by chance. */
const isId = (name: string): boolean => /^[0-9a-f]{4,16}$/.test(name);

/** The variant as the settings would run it first. */
function firstCell(variant: string, settings: ReturnType<typeof defaults>): Cell {
  const [cell] = plan({ ...requestOf(settings), variants: [variant], seeds: [0] });
  return cell!;
}

function graphText(cell: Cell, resolved: Resolved, which: "train" | "evaluate"): string {
  const { train, evaluation } = describeCell(cell, resolved);
  return printGraph((which === "train" ? train : evaluation).graph);
}
