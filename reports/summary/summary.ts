import { acrossMachines, type Board } from "../board/index.ts";
import { compare, grouped } from "../groups.ts";
import { machineKey, type Place } from "../machine.ts";
import { type Average, averagesOf } from "./average.ts";
import { contendersOf } from "./contenders.ts";
import { type Entry, entriesOf } from "./entry.ts";
import { isClosed, type Parity, softmaxOf } from "./parity.ts";
import { type TableOfBoards, tablesOf } from "./tables.ts";

/** Tasks × variants: what was learnt under one protocol with its overrides, on one kind of device. */
export interface Summary extends Pick<Board, "protocol" | "overrides" | "device"> {
  /** Machines that it was learnt on, in the order in which they come up. */
  readonly places: readonly Place[];
  readonly entrants: Entrants;
  /** One a task, in the order in which the benchmark prints them; of the rows that are shown. */
  readonly boards: readonly Board[];
  /** Tasks that softmax has no row on: there is no parity there. */
  readonly withoutSoftmax: readonly string[];
  /** Best average first, then those without one: most tasks first. */
  readonly lines: readonly Line[];
}

/** Who takes part: every variant, or only those with at most 10 % more parameters than softmax. */
export type Entrants = "open" | "closed";

/** One variant on every task. */
export interface Line {
  /** With its options: `linformer r=64`. */
  readonly name: string;
  /** As its cells have it. */
  readonly variant: string;
  /** One a board; `null` where it did not run. */
  readonly entries: readonly (Entry | null)[];
  /** `null` unless there is an accuracy on every board. */
  readonly average: Average | null;
  /** `null` where softmax has no size on any board that it has one on. */
  readonly parity: Parity | null;
}

export interface SummaryOptions {
  readonly entrants?: Entrants;
  /** As cells name them; left out: all. */
  readonly variants?: readonly string[];
}

/**
 * What was learnt over all tasks, a table for each protocol and device. Ranks are among the rows that are shown; parity is
 * against softmax, shown or not. A table that nobody is left in is left out.
 */
export const summaries = (
  boards: readonly Board[],
  options: SummaryOptions = {},
): readonly Summary[] =>
  tablesOf(acrossMachines(boards))
    .map((table) => summaryOf(table, options))
    .filter(({ lines }) => lines.length > 0);

function summaryOf(table: TableOfBoards, { entrants = "open", variants }: SummaryOptions): Summary {
  const [{ protocol, overrides, device }] = table;
  const shown = contendersOf(table).filter(
    ({ variant, parity }) =>
      (variants?.includes(variant) ?? true) && (entrants === "open" || isClosed(parity)),
  );
  const boards = table.map((board, at) => {
    const isShown = new Set(shown.map(({ rows }) => rows[at]));
    const rows = board.rows.filter((row) => isShown.has(row));
    return rows.length === board.rows.length ? board : { ...board, rows };
  });
  const tasks = boards.map(entriesOf);
  const averages = averagesOf(
    shown.map(({ rows }) => rows),
    tasks,
  );
  const lines = shown.map(({ rows, ...line }, i) => ({
    ...line,
    entries: rows.map((row, at) => row && tasks[at]!.entries.get(row)!),
    average: averages[i]!,
  }));
  return {
    protocol,
    overrides,
    device,
    places: placesIn(boards),
    entrants,
    boards,
    withoutSoftmax: table.filter((board) => !softmaxOf(board)).map(({ task }) => task),
    lines: lines.sort(inOrder),
  };
}

function placesIn(boards: readonly Board[]): readonly Place[] {
  const records = boards.flatMap(({ rows }) => rows.flatMap((row) => row.records));
  const places = records.map(({ machine, provider }) => ({ machine, adapter: provider.adapter }));
  return grouped(places, machineKey).map(([place]) => place);
}

const inOrder = (a: Line, b: Line): number =>
  compare(b.average?.mean ?? -1, a.average?.mean ?? -1) ||
  compare(coverage(b), coverage(a)) ||
  compare(a.name, b.name);

/** On how many boards a line has an accuracy. */
export const coverage = ({ entries }: Pick<Line, "entries">): number =>
  entries.filter((entry) => entry?.accuracy).length;
