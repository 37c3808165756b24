import { styleText } from "node:util";
import { type Board, tableOf } from "./board/index.ts";
import type { Head, Sheet, Tone } from "./sheet.ts";

const gap = "  ";

/** The boards as aligned plain text, as `sheetsTerminal` writes it. */
export function terminal(boards: readonly Board[], width: number, isColour: boolean): string {
  return sheetsTerminal(boards.map(tableOf), width, isColour);
}

/**
 * Sheets as aligned plain text of at most `width` characters a table row, as far as leaving out columns helps; which ones
 * is said below the table. `width` Infinity shows all.
 */
export function sheetsTerminal(sheets: readonly Sheet[], width: number, isColour: boolean): string {
  return sheets.map((sheet) => sheetText(sheet, width, isColour)).join("\n");
}

function sheetText(table: Sheet, width: number, isColour: boolean): string {
  const paint = (style: Style, text: string) =>
    isColour ? styleText(style, text, { validateStream: false }) : text;
  const widths = table.columns.map((column, i) =>
    Math.max(column.title.length, ...table.rows.map(({ cells }) => cells[i]!.length)),
  );
  const shown = fitting(table.columns, widths, width);
  const isEmpty = table.rows.length === 0;
  const line = (cells: readonly string[]) =>
    shown
      .map((i) => padded(cells[i]!, widths[i]!, table.columns[i]!.isNumber))
      .join(gap)
      .trimEnd();
  const lines = [
    paint("bold", table.title),
    ...table.subtitles.map((subtitle) => paint("dim", subtitle)),
    "",
    ...(isEmpty ? [] : [paint("dim", line(table.columns.map(({ title }) => title)))]),
    ...table.rows.map(({ tone, cells }) => paint(styles[tone], line(cells))),
    ...(isEmpty ? [] : [""]),
    ...[...table.notes, ...(isEmpty ? [] : leftOut(table.columns, shown))].map((note) =>
      paint("dim", note),
    ),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

type Style = "bold" | "dim" | "green" | "yellow" | "red" | "reset";

const styles: { readonly [tone in Tone]: Style } = {
  plain: "reset",
  first: "green",
  faint: "dim",
  doubtful: "yellow",
  missing: "red",
};

/** Indices of the columns that stay. */
function fitting(columns: readonly Head[], widths: readonly number[], width: number): number[] {
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

function leftOut(columns: readonly Head[], shown: readonly number[]): string[] {
  const titles = columns.filter((_, i) => !shown.includes(i)).map(({ title }) => title);
  return titles.length === 0 ? [] : [`No room for: ${titles.join(", ")}.`];
}
