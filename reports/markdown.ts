import type { Board } from "./leaderboard.ts";
import { type Table, tableOf } from "./table.ts";

/** The boards as GitHub Markdown: a heading, a table in all columns and its notes each. */
export function markdown(boards: readonly Board[]): string {
  return boards.map((board) => tableMarkdown(tableOf(board))).join("\n");
}

function tableMarkdown({ title, subtitles, columns, rows, notes }: Table): string {
  const lines = [
    `### ${escaped(title)}`,
    "",
    ...subtitles.flatMap((subtitle) => [escaped(subtitle), ""]),
    line(columns.map((column) => escaped(column.title))),
    line(columns.map(({ isNumber }) => (isNumber ? "--:" : ":--"))),
    ...rows.map(({ cells }) => line(cells.map(escaped))),
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
