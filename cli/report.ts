import { type Record, readAnnotations, readRecords, UsageError } from "../records/index.ts";
import {
  badge,
  bmf,
  type Comparison,
  compare,
  controlSheets,
  controls,
  csv,
  githubBenchmark,
  type History,
  history,
  junit,
  leaderboard,
  markdown,
  openMetrics,
  type PageOptions,
  page,
  type Scaling,
  scaling,
  scalingCsv,
  scalingSheets,
  sheetsMarkdown,
  sheetsTerminal,
  terminal,
  usual,
  usualHistory,
} from "../reports/index.ts";
import { below, boardsJson } from "./boards.ts";
import { confirmedBy } from "./confirm/stored.ts";
import { drawnFor } from "./console.ts";
import { type ExitCode, exit } from "./exit.ts";
import { savePictures } from "./pictures.ts";
import { deliver } from "./save.ts";
import { baseOf } from "./sides.ts";
import { sourcesIn } from "./sources.ts";
import { type ThresholdFlags, thresholdsOf } from "./thresholds.ts";
import { sizeBytes } from "./units.ts";

/** Formats that other programs read. */
type ForPrograms = "junit" | "bmf" | "github-benchmark" | "badge" | "openmetrics";

export interface ReportFlags extends ThresholdFlags {
  readonly format: "terminal" | "markdown" | "csv" | "html" | "json" | "png" | ForPrograms;
  /** A file, or `-` for stdout; of pictures a folder. */
  readonly output: string;
  /** That the longest length of a sweep is looked for within. */
  readonly maxMemory?: string;
  /** Records that the page and the pictures compare these with; behind an @ the beginning of their commit. */
  readonly base?: readonly string[];
  /** The folder of second runs that the comparison goes by. */
  readonly confirmed?: string;
  /** A folder of nights whose history they show. */
  readonly history?: string;
  /** Also the pictures of every cell. */
  readonly cells: boolean;
}

/** Reads stores and shows them in one format. Throws StoreError; UsageError where there is nothing to show, NoBaseError where nothing to compare with. */
export async function report(paths: readonly string[], flags: ReportFlags): Promise<ExitCode> {
  refuseMismatch(flags);
  const limitBytes = limitOf(flags);
  const records = await recordsOf(paths);
  const beside = await besideOf(records, flags);
  if (flags.format === "png") {
    savePictures(records, beside, flags.output, flags.cells);
    return exit.ok;
  }
  const text = textOf(records, scaling(records, limitBytes), flags.format, flags.output, beside);
  deliver(flags.output, text);
  return exit.ok;
}

function refuseMismatch(flags: ReportFlags): void {
  const { format, output, base, confirmed, history, cells } = flags;
  const isDrawn = format === "html" || format === "png";
  const stray = (["threshold", "accuracyThreshold"] as const).find((name) => name in flags);
  if (stray !== undefined && base === undefined && history === undefined) {
    throw new UsageError(
      `--${stray === "threshold" ? stray : "accuracy-threshold"}: must come with --base or --history: got neither. A leaderboard has no thresholds.`,
    );
  }
  if (confirmed !== undefined && base === undefined) {
    throw new UsageError(
      "--confirmed: must come with --base: got no base. Name what the alarms were raised against.",
    );
  }
  if (base !== undefined && !isDrawn) throw new UsageError(onlyDrawn("base", format, "compare"));
  if (history !== undefined && !isDrawn) {
    throw new UsageError(onlyDrawn("history", format, "history"));
  }
  if (cells && format !== "png") {
    throw new UsageError(
      `--cells: must come with --format png: got ${format}. The page of --format html has every cell.`,
    );
  }
  if (format === "png" && output === "-") {
    throw new UsageError("--output: must be a folder for png: got -. Name one: --output charts.");
  }
}

function limitOf({ maxMemory, format }: ReportFlags): number | null {
  if (maxMemory === undefined) return null;
  if (!withScalings.includes(format)) {
    throw new UsageError(
      `--max-memory: must come with --format ${withScalings.join(", ")}: got ${format}. Leave it out.`,
    );
  }
  const bytes = sizeBytes(maxMemory);
  if (bytes !== null) return bytes;
  throw new UsageError(`--max-memory: need a size, as 512MiB or 4GiB: got "${maxMemory}".`);
}

/** Formats that show sweeps. */
const withScalings: readonly string[] = ["terminal", "markdown", "csv", "html", "json"];

const onlyDrawn = (flag: string, format: string, command: string): string =>
  `--${flag}: must come with --format html or png: got ${format}. lra ${command} prints it.`;

async function besideOf(records: readonly Record[], flags: ReportFlags): Promise<PageOptions> {
  const { base, history: nights } = flags;
  return {
    ...(base && { comparison: await comparisonWith(records, { ...flags, base }) }),
    ...(nights && { history: await historyIn(nights, flags) }),
  };
}

async function historyIn(nights: string, flags: ReportFlags): Promise<History> {
  const options = { ...usualHistory, thresholds: thresholdsOf(flags) };
  return history(await sourcesIn([nights]), readAnnotations(nights), options);
}

async function comparisonWith(
  records: readonly Record[],
  flags: ReportFlags & { readonly base: readonly string[] },
): Promise<Comparison> {
  const options = { ...usual, thresholds: { ...usual.thresholds, ...thresholdsOf(flags) } };
  const { base, earlier } = await baseOf(flags.base, records);
  const comparison = compare(base, records, options, earlier);
  return flags.confirmed === undefined
    ? comparison
    : confirmedBy(comparison, options, flags.confirmed);
}

async function recordsOf(paths: readonly string[]): Promise<readonly Record[]> {
  const records = await readRecords(paths);
  if (records.length > 0) return records;
  throw new UsageError(`${paths.join(", ")}: must hold records: got none. Start a run first.`);
}

function textOf(
  records: readonly Record[],
  scalings: readonly Scaling[],
  format: Exclude<ReportFlags["format"], "png">,
  output: string,
  beside: PageOptions,
): string {
  const boards = leaderboard(records);
  const controlled = controls(records);
  const sheets = [...controlSheets(controlled), ...scalingSheets(scalings)];
  switch (format) {
    case "terminal": {
      const { width, isColour } = drawnFor(output);
      return below(terminal(boards, width, isColour), sheetsTerminal(sheets, width, isColour));
    }
    case "markdown":
      return below(markdown(boards), sheetsMarkdown(sheets));
    case "csv":
      return boards.length + controlled.length > 0 ? csv(records) : scalingCsv(scalings);
    case "html":
      return page(records, boards, scalings, beside);
    case "json":
      return `${JSON.stringify({ ...boardsJson(boards, controlled), scalings }, null, 2)}\n`;
    case "junit":
      return junit(records);
    case "bmf":
      return bmf(records);
    case "github-benchmark":
      return githubBenchmark(records);
    case "badge":
      return badge(records);
    case "openmetrics":
      return openMetrics(records);
  }
}
