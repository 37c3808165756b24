import { type Record, readRecords } from "../records/index.ts";
import {
  controlSheets,
  controls,
  csv,
  leaderboard,
  markdown,
  page,
  scaling,
  scalingCsv,
  scalingSheets,
  sheetsMarkdown,
  sheetsTerminal,
  terminal,
} from "../reports/index.ts";
import { UsageError } from "../runner/index.ts";
import { below, boardsJson } from "./boards.ts";
import { isColoured, print, widthOf } from "./console.ts";
import { type ExitCode, exit } from "./exit.ts";
import { save } from "./save.ts";

export interface ReportFlags {
  readonly format: "terminal" | "markdown" | "csv" | "html" | "json";
  /** A file, or `-` for stdout. */
  readonly output: string;
}

/** Reads stores and shows them in one format. Throws StoreError; UsageError where there is nothing to show. */
export async function report(paths: readonly string[], flags: ReportFlags): Promise<ExitCode> {
  const records = await readRecords(paths);
  if (records.length === 0) {
    throw new UsageError(`${paths.join(", ")}: must hold records: got none. Start a run first.`);
  }
  const isScreen = flags.output === "-";
  const text = textOf(records, flags.format, isScreen);
  if (isScreen) print(text);
  else save(flags.output, text);
  return exit.ok;
}

function textOf(
  records: readonly Record[],
  format: ReportFlags["format"],
  isScreen: boolean,
): string {
  const boards = leaderboard(records);
  const controlled = controls(records);
  const scalings = scaling(records);
  const sheets = [...controlSheets(controlled), ...scalingSheets(scalings)];
  switch (format) {
    case "terminal": {
      const { stdout } = process;
      const width = isScreen ? widthOf(stdout) : Number.POSITIVE_INFINITY;
      const isColour = isScreen && isColoured(stdout);
      return below(terminal(boards, width, isColour), sheetsTerminal(sheets, width, isColour));
    }
    case "markdown":
      return below(markdown(boards), sheetsMarkdown(sheets));
    case "csv":
      return boards.length + controlled.length > 0 ? csv(records) : scalingCsv(scalings);
    case "html":
      return page(records, boards, scalings);
    case "json":
      return `${JSON.stringify({ ...boardsJson(boards, controlled), scalings }, null, 2)}\n`;
  }
}
