import { type Board, tableOf } from "./board/index.ts";
import type { Head, Sheet, SheetRow } from "./sheet.ts";

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
    ...(rows.length === 0 ? [] : [...tableLines(columns, rows), ""]),
    ...notes.map((note) => `- ${escaped(note)}`),
  ];
  while (lines.at(-1) === "") lines.pop();
  return `${lines.join("\n")}\n`;
}

const tableLines = (columns: readonly Head[], rows: readonly SheetRow[]): readonly string[] => [
  line(columns.map((column) => escaped(column.title))),
  line(columns.map(({ isNumber }) => (isNumber ? "--:" : ":--"))),
  ...rows.map(({ cells, isStrong }) =>
    line(cells.map((cell, i) => (isStrong?.[i] ? `**${escaped(cell)}**` : escaped(cell)))),
  ),
];

const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;

/** Shown as it is, inside a table too: no markup, HTML, link, mention or end of the cell. */
function escaped(text: string): string {
  return text
    .replace(linkable, `$&${zeroWidthSpace}`)
    .replace(/[\\`*_[\]~|#]/g, "\\$&")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;");
}

/** What GitHub makes links and mentions of: addresses, `@name`, `#1` and `GH-1`. */
const linkable = /:(?=\/\/)|www\.|@|(?:#|GH-)(?=\d)/gi;

const zeroWidthSpace = "\u200b";
