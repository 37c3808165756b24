import { stringify } from "csv-stringify/sync";
import type { Place } from "../machine.ts";
import { benchmarkTasks, type PublishedTable } from "../published/index.ts";
import { isClosed } from "./parity.ts";
import type { Line, Summary } from "./summary.ts";

type Value = string | number | null;

/** One number of a table: of a task, or the average. */
interface Cell {
  readonly summary: Summary;
  readonly line: Line;
  /** Which of the boards, or `null` for the average. */
  readonly at: number | null;
}

/**
 * One line for each number of the summaries, averages too, and then of the published tables; under a line of names, empty where
 * there is no value. Texts that a spreadsheet would run as a formula begin with an apostrophe.
 */
export function summaryCsv(
  summaries: readonly Summary[],
  published: readonly PublishedTable[],
): string {
  const cells = summaries.flatMap((summary) =>
    summary.lines.flatMap((line) =>
      [...summary.boards.keys(), null].map((at): Cell => ({ summary, line, at })),
    ),
  );
  const rows = [
    ...cells.map((cell) => Object.values(columns).map((value) => value(cell))),
    ...published.flatMap(publishedRows),
  ];
  return stringify([Object.keys(columns), ...rows], { escape_formulas: true });
}

const entryOf = ({ line, at }: Cell) => (at === null ? null : line.entries[at]!);
const boardOf = ({ summary, at }: Cell) => (at === null ? null : summary.boards[at]!);
const estimateOf = (cell: Cell) =>
  cell.at === null ? cell.line.average : (entryOf(cell)?.accuracy ?? null);
const rankOf = (cell: Cell) =>
  cell.at === null ? (cell.line.average?.rank ?? null) : (entryOf(cell)?.rank ?? null);

/** Of the machines of a summary, each once; `null` where there is none. */
const listed = ({ places }: Summary, of: (machine: Place["machine"]) => string | null) =>
  [...new Set(places.flatMap(({ machine }) => of(machine) ?? []))].join("; ") || null;

/** A name carries its unit: `_share` 0 to 1, `_tokens`. `source` is `ours`, or where a number was published. */
const columns: { readonly [name: string]: (cell: Cell) => Value } = {
  source: () => "ours",
  protocol: ({ summary }) => summary.protocol,
  overrides: ({ summary }) => summary.overrides,
  device: ({ summary }) => summary.device,
  cpu: ({ summary }) => listed(summary, ({ cpu }) => cpu),
  gpu: ({ summary }) => listed(summary, ({ gpu }) => gpu),
  entrants: ({ summary }) => summary.entrants,
  variant: ({ line }) => line.name,
  task: (cell) => boardOf(cell)?.task ?? "average",
  task_options: (cell) => boardOf(cell)?.taskOptions ?? null,
  length_tokens: (cell) => boardOf(cell)?.length ?? null,
  deviation: (cell) => boardOf(cell)?.deviation ?? null,
  seeds: (cell) => entryOf(cell)?.row.records.length ?? null,
  outcomes: (cell) =>
    entryOf(cell)
      ?.row.outcomes.map(({ kind, seeds }) => `${kind} ${seeds}`)
      .join("; ") ?? null,
  accuracy_share: (cell) => estimateOf(cell)?.mean ?? null,
  accuracy_low_share: (cell) => estimateOf(cell)?.low ?? null,
  accuracy_high_share: (cell) => estimateOf(cell)?.high ?? null,
  seed_deviation_share: (cell) => entryOf(cell)?.row.accuracy?.seedSd ?? null,
  rank_low: (cell) => rankOf(cell)?.low ?? null,
  rank_high: (cell) => rankOf(cell)?.high ?? null,
  first_probability_share: (cell) => rankOf(cell)?.first ?? null,
  parameters_ratio_low: ({ line }) => line.parity?.parameters.low ?? null,
  parameters_ratio_high: ({ line }) => line.parity?.parameters.high ?? null,
  train_flops_ratio_low: ({ line }) => line.parity?.trainFlops.low ?? null,
  train_flops_ratio_high: ({ line }) => line.parity?.trainFlops.high ?? null,
  is_closed: ({ line }) => (line.parity === null ? null : String(isClosed(line.parity))),
};

/** `FAIL` is an outcome, not a number. */
function publishedRows({ source, rows }: PublishedTable): Value[][] {
  return rows.flatMap(({ title, scores, average }) =>
    [...scores, average].flatMap((score, at) => {
      if (score === null) return [];
      const known: { readonly [name: string]: Value } = {
        source,
        variant: title,
        task: benchmarkTasks[at] ?? "average",
        outcomes: score === "FAIL" ? "FAIL" : null,
        accuracy_share: score === "FAIL" ? null : Number((score / 100).toFixed(6)),
      };
      return [Object.keys(columns).map((name) => known[name] ?? null)];
    }),
  );
}
