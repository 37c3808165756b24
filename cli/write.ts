import { join } from "node:path";
import type { Record } from "../records/index.ts";
import { type Board, csv, markdown, page } from "../reports/index.ts";
import { charts } from "./charts.ts";
import { save } from "./save.ts";

/** Writes every report beside the records that it is made of. Gives the page's path. Throws UsageError. */
export function writeReports(
  records: readonly Record[],
  boards: readonly Board[],
  folder: string,
): string {
  const file = join(folder, "dashboard.html");
  save(file, page(records, boards));
  save(join(folder, "leaderboard.md"), markdown(boards));
  save(join(folder, "leaderboard.csv"), csv(records));
  for (const { name, png } of charts(boards)) save(join(folder, name), png);
  return file;
}
