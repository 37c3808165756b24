import { join } from "node:path";
import type { Record } from "../records/index.ts";
import {
  type Board,
  controlSheets,
  controls,
  csv,
  markdown,
  page,
  type Scaling,
  scaling,
  scalingCsv,
  scalingSheets,
  sheetsMarkdown,
} from "../reports/index.ts";
import { below } from "./boards.ts";
import { charts, scalingCharts } from "./charts.ts";
import { save } from "./save.ts";

/**
 * Writes every report beside the records that it is made of, small ones first: they may find room where the page and the
 * charts do not. Gives the page's path. Throws UsageError at the first that cannot be written.
 */
export function writeReports(
  records: readonly Record[],
  boards: readonly Board[],
  folder: string,
  scalings: readonly Scaling[] = scaling(records),
): string {
  const write = (name: string, content: string | Uint8Array) =>
    save(join(folder, name), content, recordsAreSafe);
  const controlled = controlSheets(controls(records));
  if (boards.length + controlled.length > 0) {
    const text = below(markdown(boards), sheetsMarkdown(controlled));
    write("leaderboard.md", text);
    write("leaderboard.csv", csv(records));
  }
  if (scalings.length > 0) {
    write("scaling.md", sheetsMarkdown(scalingSheets(scalings)));
    write("scaling.csv", scalingCsv(scalings));
  }
  const file = "dashboard.html";
  write(file, page(records, boards, scalings));
  const pictures = [...charts(boards), ...scalingCharts(scalings)];
  for (const { name, png } of pictures) write(name, png);
  return join(folder, file);
}

const recordsAreSafe =
  "The records are safe. Make room, then the same command with --resume makes the reports, or lra report one of them.";
