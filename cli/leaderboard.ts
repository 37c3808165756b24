import { UsageError } from "../records/index.ts";
import {
  type PublishedTable,
  published,
  publishedSheet,
  leaderboard as rank,
  type Summary,
  sheetsMarkdown,
  sheetsTerminal,
  summaries,
  summaryCsv,
  summaryLatex,
  summarySheet,
} from "../reports/index.ts";
import { drawnFor } from "./console.ts";
import { type ExitCode, exit } from "./exit.ts";
import { type Filters, filtered, namesIn, trainedIn } from "./filters.ts";
import { deliver } from "./save.ts";

export interface LeaderboardFlags extends Filters {
  readonly board: "closed" | "open" | "all";
  readonly published: "protocol" | "all" | "none";
  readonly format: "terminal" | "markdown" | "latex" | "csv" | "json";
  /** A file, or `-` for stdout. */
  readonly output: string;
}

/** Raised when a program that reads the older JSON would misread the newer. */
const schemaVersion = 1;

/** Shows what stores come to over all tasks. Throws StoreError; UsageError where there is nothing to show. */
export async function leaderboard(
  paths: readonly string[],
  flags: LeaderboardFlags,
): Promise<ExitCode> {
  const tables = await tablesOf(paths, flags);
  const text = textOf(tables, flags);
  deliver(flags.output, text);
  return exit.ok;
}

async function tablesOf(
  paths: readonly string[],
  flags: LeaderboardFlags,
): Promise<readonly Summary[]> {
  const boards = rank(filtered(await trainedIn(paths), flags));
  const variants = flags.variant === undefined ? {} : { variants: namesIn(flags.variant) };
  const kinds = flags.board === "all" ? (["closed", "open"] as const) : [flags.board];
  const tables = kinds.flatMap((entrants) => summaries(boards, { entrants, ...variants }));
  if (tables.length > 0) return tables;
  throw new UsageError(
    "--board closed: needs a variant that is held against softmax: got none. Run softmax on the same tasks, or choose --board open.",
  );
}

function textOf(
  tables: readonly Summary[],
  { format, published: which, output }: LeaderboardFlags,
): string {
  const beside = (summary: Summary): readonly PublishedTable[] =>
    which === "none"
      ? []
      : published.filter(({ protocols }) => protocols.includes(summary.protocol));
  const apart = which === "all" ? published : [];
  const used = published.filter((table) =>
    which === "all" ? true : tables.some((summary) => beside(summary).includes(table)),
  );
  const sheets = [
    ...tables.map((summary) => summarySheet(summary, beside(summary))),
    ...apart.map(publishedSheet),
  ];
  switch (format) {
    case "terminal": {
      const { width, isColour } = drawnFor(output);
      return sheetsTerminal(sheets, width, isColour);
    }
    case "markdown":
      return sheetsMarkdown(sheets);
    case "latex":
      return summaryLatex(tables, which === "all" ? () => published : beside);
    case "csv":
      return summaryCsv(tables, used);
    case "json":
      return `${JSON.stringify({ schemaVersion, tables: tables.map(jsonOf), published: used }, null, 2)}\n`;
  }
}

/** Shares 0 to 1; rows by the ids of their cells. */
const jsonOf = ({ boards, lines, ...summary }: Summary) => ({
  ...summary,
  tasks: boards.map(({ rows: _, machine: __, ...board }) => board),
  lines: lines.map(({ entries, ...line }) => ({
    ...line,
    entries: entries.map(
      (entry) =>
        entry && {
          accuracy: entry.accuracy,
          seedSd: entry.row.accuracy?.seedSd ?? null,
          rank: entry.rank,
          outcomes: entry.row.outcomes,
          parameters: entry.row.parameters,
          trainFlops: entry.row.trainFlops,
          cells: entry.row.records.map(({ cell }) => cell.id),
        },
    ),
  })),
});
