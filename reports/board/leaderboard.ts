import { canonicalJson, latest, type Record } from "../../records/index.ts";
import { options } from "../format.ts";
import { compare, groups, type Some } from "../groups.ts";
import { mixedIn } from "../mixed.ts";
import { variantName } from "../name.ts";
import { resultOf } from "../outcome.ts";
import { type Row, rowName, rowOf } from "./row.ts";

export type { Accuracy, Row } from "./row.ts";

/** Rows that may be compared: same protocol and overrides, task (version and options), length, device, adapter and machine. */
export interface Board {
  readonly protocol: string;
  /** Overrides of the protocol as `steps=100`, or `""`. */
  readonly overrides: string;
  readonly task: string;
  /** Non-default task options as `depth=3`, or `""`. */
  readonly taskOptions: string;
  readonly deviation: string | null;
  /** What else must be said of the data. */
  readonly remarks: readonly string[];
  readonly length: number;
  readonly device: string;
  /** The GPU that was computed on; `null` of the processor, and where it was not told. */
  readonly adapter: Record["provider"]["adapter"];
  readonly machine: Record["machine"];
  readonly selection: "best" | "last";
  /** Seeds of the row that has most. */
  readonly seeds: number;
  /** Best accuracy first; rows without one last, by name. */
  readonly rows: readonly Row[];
  /** What the rows should have in common but have not, as `onnxruntime 1.29.0, 1.30.0`. */
  readonly mixed: readonly string[];
}

/** Boards by task, length, protocol and device. Of a seed that ran more than once, the run that started last counts. */
export function leaderboard(records: readonly Record[]): Board[] {
  return groups(records.filter(isContender), boardKey).map(boardOf).sort(inOrder);
}

/** Whether a cell was run to learn as well as it can. */
const isContender = ({ cell }: Record): boolean => !cell.measure && !cell.control;

const boardKey = ({ cell, versions, machine, provider }: Record) => {
  const { task, taskOptions, protocol, overrides, length, device } = cell;
  const place = [device, provider.adapter, machine];
  return [task, versions.task, taskOptions, protocol, overrides, length, ...place];
};

const rowKey = ({ cell }: Record) => [variantName(cell), cell.variantSha256, cell.variantOptions];

function boardOf(records: Some): Board {
  const [{ cell, machine, selection, provider }] = records;
  const rows = toldApart(groups(records, rowKey).map((row) => rowOf(onePerSeed(row))));
  return {
    protocol: cell.protocol,
    overrides: options(cell.overrides),
    task: cell.task,
    taskOptions: options(cell.taskOptions),
    deviation: records.find(({ deviation }) => deviation !== null)?.deviation ?? null,
    remarks: [...new Set(records.flatMap(({ remarks }) => remarks))],
    length: cell.length,
    device: cell.device,
    adapter: provider.adapter,
    machine,
    selection,
    seeds: Math.max(...rows.map((row) => row.records.length)),
    rows: rows.sort(bestFirst),
    mixed: mixedIn(
      rows.flatMap((row) => row.records).filter((record) => resultOf(record) !== null),
    ),
  };
}

/** Files of one name, in two folders or before and after a change. */
function toldApart(rows: readonly Row[]): Row[] {
  return rows.map((row) => {
    const isAlone = rows.every((other) => other === row || rowName(other) !== rowName(row));
    const hash = row.records[0]?.cell.variantSha256?.slice(0, 7);
    return isAlone ? row : { ...row, variant: `${row.variant} ${hash}` };
  });
}

function onePerSeed(records: Some): Some {
  const [first, ...rest] = latest(records, ({ cell }) => String(cell.seed)).sort(
    (a, b) => a.cell.seed - b.cell.seed,
  );
  return [first!, ...rest];
}

const bestFirst = (a: Row, b: Row) =>
  compare(b.accuracy?.mean ?? -1, a.accuracy?.mean ?? -1) ||
  compare(a.variant, b.variant) ||
  compare(a.variantOptions, b.variantOptions);

const inOrder = (a: Board, b: Board) =>
  compare(a.task, b.task) ||
  compare(a.length, b.length) ||
  compare(a.protocol, b.protocol) ||
  compare(a.overrides, b.overrides) ||
  compare(a.device, b.device) ||
  compare(canonicalJson([a.machine, a.adapter]), canonicalJson([b.machine, b.adapter]));
