import { canonicalJson } from "../../records/index.ts";
import type { Board } from "../board/index.ts";
import { compare } from "../groups.ts";
import { benchmarkTasks } from "../published/index.ts";

/** Boards whose rows may stand side by side, at most one of each task. */
export type TableOfBoards = readonly [Board, ...Board[]];

/**
 * Boards of one protocol with its overrides and device together, in the order of the benchmark's tasks. Of a task
 * that has several (at other lengths, of other data) the first table takes the one with most records, the second table the
 * next, and so on: an average never counts a task twice.
 */
export function tablesOf(boards: readonly Board[]): readonly TableOfBoards[] {
  const tables = new Map<string, [Board, ...Board[]]>();
  const seen = new Map<string, number>();
  for (const board of boards.toSorted(fullestFirst)) {
    const { protocol, overrides, device, task } = board;
    const kind = canonicalJson([protocol, overrides, device]);
    const before = seen.get(`${task} ${kind}`) ?? 0;
    seen.set(`${task} ${kind}`, before + 1);
    const key = `${before} ${kind}`;
    const table = tables.get(key);
    if (table === undefined) tables.set(key, [board]);
    else table.push(board);
  }
  return [...tables.values()].map((table) => table.sort(inBenchmarkOrder)).sort(inOrder);
}

const fullestFirst = (a: Board, b: Board): number =>
  compare(recordsIn(b), recordsIn(a)) ||
  compare(b.length, a.length) ||
  compare(a.taskOptions, b.taskOptions);

const recordsIn = ({ rows }: Board): number =>
  rows.reduce((sum, { records }) => sum + records.length, 0);

const placeOf = ({ task }: Board): number => {
  const place = benchmarkTasks.indexOf(task);
  return place === -1 ? benchmarkTasks.length : place;
};

const inBenchmarkOrder = (a: Board, b: Board): number =>
  compare(placeOf(a), placeOf(b)) || compare(a.task, b.task);

const inOrder = ([a, ...as]: TableOfBoards, [b, ...bs]: TableOfBoards): number =>
  compare(a.protocol, b.protocol) ||
  compare(a.overrides, b.overrides) ||
  compare(a.device, b.device) ||
  compare(bs.length, as.length);
