import { styleText } from "node:util";
import type { Column } from "./columns.ts";
import type { Board } from "./leaderboard.ts";
import type { Standing } from "./standings.ts";
import { type Table, tableOf } from "./table.ts";

const gap = "  ";

/**
 * The boards as aligned plain text of at most `width` characters a table row, as far as leaving out columns helps;
 * which ones is said below the table. `width` Infinity shows all.
 */
export function terminal(boards: readonly Board[], width: number, isColour: boolean): string {
  return boards.map((board) => tableText(tableOf(board), width, isColour)).join("\n");
}

function tableText(table: Table, width: number, isColour: boolean): string {
  const paint = (style: Style, text: string) =>
    isColour ? styleText(style, text, { validateStream: false }) : text;
  const widths = table.columns.map((column, i) =>
    Math.max(column.title.length, ...table.rows.map(({ cells }) => cells[i]!.length)),
  );
  const shown = fitting(table.columns, widths, width);
  const line = (cells: readonly string[]) =>
    shown
      .map((i) => padded(cells[i]!, widths[i]!, table.columns[i]!.isNumber))
      .join(gap)
      .trimEnd();
  const lines = [
    paint("bold", table.title),
    ...table.subtitles.map((subtitle) => paint("dim", subtitle)),
    "",
    paint("dim", line(table.columns.map(({ title }) => title))),
    ...table.rows.map(({ standing, cells }) => paint(styleOf(standing), line(cells))),
    "",
    ...[...table.notes, ...leftOut(table.columns, shown)].map((note) => paint("dim", note)),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

type Style = "bold" | "dim" | "green" | "yellow" | "red" | "reset";

function styleOf(standing: Standing): Style {
  if (standing.kind === "baseline") return "dim";
  if (standing.rank === null) return "red";
  if (standing.row.outcomes.some(({ kind }) => kind === "chance")) return "yellow";
  return standing.rank === 1 ? "green" : "reset";
}

/** Indices of the columns that stay. */
function fitting(columns: readonly Column[], widths: readonly number[], width: number): number[] {
  const shown = columns.map((_, i) => i);
  const used = () => shown.reduce((sum, i) => sum + widths[i]! + gap.length, -gap.length);
  const going = columns
    .map(({ goes }, i) => ({ goes, i }))
    .filter(({ goes }) => goes !== null)
    .sort((a, b) => b.goes! - a.goes!);
  for (const { i } of going) if (used() > width) shown.splice(shown.indexOf(i), 1);
  return shown;
}

const padded = (text: string, width: number, isNumber: boolean) =>
  isNumber ? text.padStart(width) : text.padEnd(width);

function leftOut(columns: readonly Column[], shown: readonly number[]): string[] {
  const titles = columns.filter((_, i) => !shown.includes(i)).map(({ title }) => title);
  return titles.length === 0 ? [] : [`No room for: ${titles.join(", ")}.`];
}
