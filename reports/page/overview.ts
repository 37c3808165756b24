import type { Record as CellRecord } from "../../records/index.ts";
import {
  type Board,
  isAtChance,
  type Row,
  rowName,
  speedText,
  speedUnitOf,
  standings,
  trainingSpeedOf,
} from "../board/index.ts";
import { type Comparison, summary } from "../compare/index.ts";
import { bytes, inPercent, interval, missing, orMissing, percent } from "../format.ts";
import { changesIn, type History, summaryOf } from "../history/index.ts";
import { whyNot } from "../outcome.ts";
import { boardId } from "./board.ts";
import type { NamedCell } from "./book.ts";
import { fastest, leanest } from "./leading.ts";
import { html, type Markup } from "./markup.ts";
import { type Entry, entry, type TableHead, type TableRow, tableMarkup } from "./table.ts";

/** What came of it all: how the cells ended and why, who leads where, what changed since the base and over the nights. */
export function overview(
  cells: readonly NamedCell[],
  boards: readonly Board[],
  comparison: Comparison | null,
  history: History | null,
): Markup {
  return html`${tally(cells.map(({ record }) => record))}
${comparison === null ? null : html`<p>Against the base: <a href="#comparison">${summary(comparison.findings)}</a>.</p>\n`}
${history === null ? null : html`<p>From night to night: <a href="#history">${summaryOf(changesIn(history))}</a>.</p>\n`}
${boards.length === 0 ? null : leaders(boards)}
${failures(cells)}`;
}

/** The numbers of outcomes, those with numbers first. */
function tally(records: readonly CellRecord[]): Markup {
  const kinds = records.map(({ outcome }) => outcome.kind);
  const counted = outcomeOrder
    .map((kind) => ({ kind, count: kinds.filter((other) => other === kind).length }))
    .filter(({ count }) => count > 0);
  return html`<ul class="tally">
${counted.map(({ kind, count }) => html`<li class="${kind}"><b>${count}</b> ${kind}</li>\n`)}</ul>`;
}

const outcomeOrder: readonly CellRecord["outcome"]["kind"][] = [
  ...(["ok", "timed", "chance"] as const),
  ...(["unsupported", "oom", "timeout", "crash", "invalid"] as const),
];

/** What tells boards of the same cells apart, as their machines, has a column where there is any. */
function leaders(boards: readonly Board[]): Markup {
  const isApart = boards.some(({ apart }) => apart !== "");
  const heads = isApart ? [...leaderHeads, text("on")] : leaderHeads;
  const rows = boards.map((board, place) => {
    const row = leaderRow(board, place);
    return isApart ? { ...row, entries: [...row.entries, entry(board.apart)] } : row;
  });
  return html`<h3>Who leads where</h3>
${tableMarkup({ title: "who leads where", heads, naming: 0, rows })}`;
}

const text = (title: string): TableHead => ({ title, isNumber: false });
const number = (title: string): TableHead => ({ title, isNumber: true });

const leaderHeads: readonly TableHead[] = [
  text("task"),
  text("protocol"),
  number("length"),
  text("device"),
  text("most accurate"),
  number("accuracy %"),
  text("fastest"),
  number("speed"),
  text("least memory"),
  number("memory"),
  number("complete"),
];

function leaderRow(board: Board, place: number): TableRow {
  const { task, protocol, device, length, rows } = board;
  const complete = rows.filter(({ accuracy }) => accuracy !== null);
  const firsts = standings(board).flatMap((standing) =>
    standing.kind === "row" && standing.rank?.low === 1 ? [standing.row] : [],
  );
  const unit = speedUnitOf(complete, "train");
  const [quick, lean] = [fastest(complete, unit), leanest(complete)];
  const speed = quick[0] ? trainingSpeedOf(quick[0], unit)!.value : null;
  const top = firsts[0]?.accuracy ?? null;
  const figure = (value: number | null, format: (value: number) => string): Entry => ({
    text: orMissing(value, format),
    value,
  });
  return {
    tone: "other",
    tags: { task, protocol, device },
    entries: [
      { text: html`<a href="#${boardId(place)}">${task}</a>`, value: task },
      entry(board.overrides === "" ? protocol : `${protocol} with ${board.overrides}`),
      entry(length),
      entry(device),
      entry(mostAccurate(firsts)),
      {
        text: top ? `${percent(top.mean)} (${interval(top)})` : missing,
        value: inPercent(top?.mean),
      },
      entry(named(quick)),
      figure(speed, (value) => speedText(value, unit)),
      entry(named(lean)),
      figure(lean[0]?.peakRssBytes ?? null, bytes),
      { text: `${complete.length} of ${rows.length}`, value: complete.length / rows.length },
    ],
  };
}

/** All of a tie, as the board has it: also rows that did not learn with every seed. */
const mostAccurate = (firsts: readonly Row[]): string =>
  firsts.length > 0 && firsts.every(isAtChance) ? "nobody above chance" : named(firsts);

/** One name, or those that are not told apart. */
function named(rows: readonly Row[]): string {
  if (rows.length === 0) return missing;
  const names = rows.map(rowName);
  if (names.length <= 3) return names.join(" = ");
  return `${names.slice(0, 2).join(" = ")} = ${names.length - 2} more`;
}

/** Reasons, each with the cells that it stopped, commonest first. */
function failures(cells: readonly NamedCell[]): Markup | null {
  const byReason = new Map<string, NamedCell[]>();
  for (const cell of cells) {
    const why = whyNot(cell.record.outcome);
    if (why !== null) byReason.set(why, [...(byReason.get(why) ?? []), cell]);
  }
  if (byReason.size === 0) return null;
  const reasons = [...byReason].sort(([, a], [, b]) => b.length - a.length);
  return html`<h3>Why cells have no numbers</h3>
${tableMarkup({
  title: "why cells have no numbers",
  heads: [number("cells"), text("reason"), text("variants"), text("tasks"), text("first")],
  naming: 1,
  rows: reasons.map(([why, stopped]) => failureRow(why, stopped)),
})}`;
}

function failureRow(why: string, stopped: readonly NamedCell[]): TableRow {
  const [first] = stopped;
  const all = (of: (cell: CellRecord["cell"]) => string) =>
    [...new Set(stopped.map(({ record }) => of(record.cell)))].join(", ");
  return {
    tone: "other",
    tags: {},
    entries: [
      entry(stopped.length),
      entry(why),
      entry(all(({ variant }) => variant)),
      entry(all(({ task }) => task)),
      { text: html`<a href="#${first!.id}">cell</a>`, value: first!.id },
    ],
  };
}
