import { oneLine } from "../format.ts";
import type { Sheet } from "../sheet.ts";
import { benchmarkSheet } from "./benchmark-sheet.ts";
import { growthSheet } from "./growth-sheet.ts";
import type { Scaling } from "./scaling.ts";
import { speedSheet } from "./speed-sheet.ts";

/** Of each scaling its tables: speed and memory at every length, how they grow, and the benchmark's own table where it applies. */
export const scalingSheets = (scalings: readonly Scaling[]): readonly Sheet[] =>
  scalings.flatMap((scaling) => {
    const sheets = [speedSheet(scaling), growthSheet(scaling), benchmarkSheet(scaling)];
    return sheets.filter((sheet) => sheet !== null).map(onLines);
  });

/** Names come from outside. */
const onLines = ({ title, subtitles, columns, rows, notes }: Sheet): Sheet => ({
  title: oneLine(title),
  subtitles: subtitles.map(oneLine),
  columns,
  rows: rows.map(({ cells, tone }) => ({ cells: cells.map(oneLine), tone })),
  notes: notes.map(oneLine),
});
