import { oneLine } from "../format.ts";
import type { PublishedTable } from "../published/index.ts";
import type { Sheet, SheetRow } from "../sheet.ts";
import { type Column, columnsOf } from "./columns.ts";
import { notesOf } from "./notes.ts";
import { type Beside, besides, tablesFor } from "./published-rows.ts";
import { coverage, type Line, type Summary } from "./summary.ts";
import { subtitlesOf, titleOf } from "./title.ts";

/** A summary as a sheet, the published numbers of the same variants below each row and the other published ones at the end. */
export function summarySheet(summary: Summary, tables: readonly PublishedTable[] = []): Sheet {
  const { lines } = summary;
  const published = tablesFor(summary, tables);
  const columns = columnsOf(summary);
  const theirs = besides(summary, published);
  const ours = new Set(lines.map(({ variant }) => variant));
  const theirRow = (row: Beside): SheetRow => ({
    cells: columns.map(({ beside }) => oneLine(beside(row))),
    tone: "faint",
  });
  return {
    title: oneLine(titleOf(summary)),
    subtitles: subtitlesOf(summary).map(oneLine),
    columns: columns.map(({ title, isNumber, goes, tags = {} }) => ({
      title,
      isNumber,
      goes,
      tags,
    })),
    rows: [
      ...lines.flatMap((line, i) => {
        const isLast = lines.slice(i + 1).every(({ variant }) => variant !== line.variant);
        const below = isLast ? theirs.filter(({ variant }) => variant === line.variant) : [];
        return [ourRow(line, columns, summary), ...below.map(theirRow)];
      }),
      ...theirs.filter(({ variant }) => variant === null || !ours.has(variant)).map(theirRow),
    ],
    notes: notesOf(summary, published).map(oneLine),
  };
}

function ourRow(line: Line, columns: readonly Column[], summary: Summary): SheetRow {
  const { boards, protocol, device } = summary;
  return {
    cells: columns.map(({ text }) => oneLine(text(line))),
    values: columns.map(({ value }) => value(line)),
    tags: { protocol, device, variant: line.name },
    isStrong: columns.map(({ isStrong }) => isStrong(line)),
    tone:
      coverage(line) < boards.length
        ? "missing"
        : line.average?.rank?.high === 1
          ? "first"
          : "plain",
  };
}
