import { type Board, tableOf } from "./board/index.ts";
import type { Sheet } from "./sheet.ts";

/** The boards as GitHub Markdown: a heading, a table in all columns and its notes each. */
export function markdown(boards: readonly Board[]): string {
  return sheetsMarkdown(boards.map(tableOf));
}

/** The same of any sheets. */
export function sheetsMarkdown(sheets: readonly Sheet[]): string {
  return sheets.map(sheetMarkdown).join("\n");
}

function sheetMarkdown({ title, subtitles, columns, rows, notes }: Sheet): string {
  const lines = [
    `### ${escaped(title)}`,
    "",
    ...subtitles.flatMap((subtitle) => [escaped(subtitle), ""]),
    line(columns.map((column) => escaped(column.title))),
    line(columns.map(({ isNumber }) => (isNumber ? "--:" : ":--"))),
    ...rows.map(({ cells, isStrong }) =>
      line(cells.map((cell, i) => (isStrong?.[i] ? `**${escaped(cell)}**` : escaped(cell)))),
    ),
    ...(notes.length === 0 ? [] : ["", ...notes.map((note) => `- ${escaped(note)}`)]),
  ];
  return `${lines.join("\n")}\n`;
}

const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;

/** Shown as it is, inside a table too: no markup, HTML, link or end of the cell. */
function escaped(text: string): string {
  return text
    .replace(/[\\`*_[\]~|#]/g, "\\$&")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;");
}
