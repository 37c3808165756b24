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

/** Writes every report beside the records that it is made of. Gives the page's path. Throws UsageError. */
export function writeReports(
  records: readonly Record[],
  boards: readonly Board[],
  folder: string,
  scalings: readonly Scaling[] = scaling(records),
): string {
  const file = join(folder, "dashboard.html");
  save(file, page(records, boards, scalings));
  const controlled = controlSheets(controls(records));
  if (boards.length + controlled.length > 0) {
    const text = below(markdown(boards), sheetsMarkdown(controlled));
    save(join(folder, "leaderboard.md"), text);
    save(join(folder, "leaderboard.csv"), csv(records));
  }
  if (scalings.length > 0) {
    save(join(folder, "scaling.md"), sheetsMarkdown(scalingSheets(scalings)));
    save(join(folder, "scaling.csv"), scalingCsv(scalings));
  }
  const pictures = [...charts(boards), ...scalingCharts(scalings)];
  for (const { name, png } of pictures) save(join(folder, name), png);
  return file;
}
