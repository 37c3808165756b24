import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Record } from "../records/index.ts";
import { UsageError } from "../records/index.ts";
import { leaderboard, type PageOptions, scaling } from "../reports/index.ts";
import { cellCharts, charts, comparisonCharts, scalingCharts, trendCharts } from "./charts.ts";
import { save } from "./save.ts";

/** The charts of the records, with `hasCells` also of every cell, as PNG files in a folder, which is made if need be. Throws UsageError. */
export function savePictures(
  records: readonly Record[],
  { comparison, history }: PageOptions,
  folder: string,
  hasCells: boolean,
): void {
  makeFolder(folder);
  const pictures = [
    ...charts(leaderboard(records)),
    ...scalingCharts(scaling(records)),
    ...(hasCells ? cellCharts(records) : []),
    ...(comparison ? comparisonCharts(comparison) : []),
    ...(history ? trendCharts(history) : []),
  ];
  for (const { name, png } of pictures) save(join(folder, name), png);
}

function makeFolder(folder: string): void {
  try {
    if (!existsSync(folder)) mkdirSync(folder);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `${folder}: must be a folder that can be made: got ${reason}. Choose another --output.`,
    );
  }
}
