import { type Record, readRecords } from "../records/index.ts";
import { csv, leaderboard, markdown, page, terminal } from "../reports/index.ts";
import { UsageError } from "../runner/index.ts";
import { boardsJson } from "./boards.ts";
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
  switch (format) {
    case "terminal":
      return isScreen
        ? terminal(boards, widthOf(process.stdout), isColoured(process.stdout))
        : terminal(boards, Number.POSITIVE_INFINITY, false);
    case "markdown":
      return markdown(boards);
    case "csv":
      return csv(records);
    case "html":
      return page(records, boards);
    case "json":
      return `${JSON.stringify(boardsJson(boards), null, 2)}\n`;
  }
}
