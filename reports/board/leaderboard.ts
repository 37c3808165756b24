import { canonicalJson, latest, type Record } from "../../records/index.ts";
import { options } from "../format.ts";
import { compare, grouped, groups, type Some } from "../groups.ts";
import { differing, machineKey, machineOf, type Place } from "../machine.ts";
import { mixedIn } from "../mixed.ts";
import { toldApart, variantName } from "../name.ts";
import { resultOf } from "../outcome.ts";
import { type Row, rowOf } from "./row.ts";

export type { Accuracy, Row } from "./row.ts";

/** Rows that may be compared: same protocol and overrides, task (version and options), length, device and machine. */
export interface Board extends Place {
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
  /** What tells it from boards of the same cells, as `cores 64, memory 16.0 GiB`; `""` where there are none. */
  readonly apart: string;
  readonly selection: "best" | "last";
  /** Seeds of the row that has most. */
  readonly seeds: number;
  /** Best accuracy first; rows without one last, by name. */
  readonly rows: readonly Row[];
  /** What the rows should have in common but have not, as `onnxruntime 1.29.0, 1.30.0`. */
  readonly mixed: readonly string[];
}

/** Boards by task, length, protocol and device. Of a seed that ran more than once, the run that started last counts. */
export const leaderboard = (records: readonly Record[]): Board[] =>
  groups(records.filter(isContender), cellsKey).flatMap(boardsOf).sort(inOrder);

/** For accuracies alone, which machines change by rounding and no more: boards of the same cells on several as one. */
export const acrossMachines = (boards: readonly Board[]): readonly Board[] =>
  grouped(boards, dataKey).map(([board, ...others]) => {
    const [first, ...rest] = [board, ...others].flatMap(recordsOf);
    return others.length === 0 || first === undefined ? board : boardOf([first, ...rest], "");
  });

const recordsOf = ({ rows }: Board): readonly Record[] => rows.flatMap((row) => row.records);

function dataKey(board: Board): string {
  const [record] = recordsOf(board);
  return canonicalJson(record && [...cellsKey(record), record.versions.task]);
}

/** Of the same cells, one for each machine that they ran on. */
function boardsOf(records: Some): Board[] {
  const found = groups(records, factsOf);
  const facts = found.map(([first]) => factsOf(first));
  return found.map((some, i) => boardOf(some, differing(facts[i]!, facts)));
}

/** Whether a cell was run to learn as well as it can. */
const isContender = ({ cell }: Record): boolean => !cell.measure && !cell.control;

const cellsKey = ({ cell }: Record) => {
  const { task, taskOptions, protocol, overrides, length, device } = cell;
  return [task, taskOptions, protocol, overrides, length, device];
};

/** What keeps the same cells on boards of their own. */
const factsOf = ({ machine, provider, versions }: Record) => ({
  ...machineOf({ machine, adapter: provider.adapter }),
  "task version": String(versions.task),
});

const rowKey = ({ cell }: Record) => [variantName(cell), cell.variantSha256, cell.variantOptions];

function boardOf(records: Some, apart: string): Board {
  const [{ cell, machine, selection, provider }] = records;
  const rows = [
    ...toldApart(
      groups(records, rowKey).map((row) => rowOf(onePerSeed(row))),
      hashOf,
    ),
  ];
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
    apart,
    selection,
    seeds: Math.max(...rows.map((row) => row.records.length)),
    rows: rows.sort(bestFirst),
    mixed: mixedOn(rows.flatMap((row) => row.records)),
  };
}

/** A model of a file has the batch that it was made for. */
function mixedOn(records: readonly Record[]): readonly string[] {
  const known = records.filter((record) => resultOf(record) !== null);
  const batches = [...new Set(known.flatMap((record) => resultOf(record)?.batch ?? []))];
  const differing = batches.sort((a, b) => a - b).join(", ");
  return [...mixedIn(known), ...(batches.length > 1 ? [`batch ${differing}`] : [])];
}

const hashOf = ({ records }: Row) => records[0]?.cell.variantSha256;

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
  compare(machineKey(a), machineKey(b));
