import { type Annotation, readAnnotations, UsageError } from "../records/index.ts";
import {
  changesSheet,
  type History,
  type HistoryOptions,
  historyCsv,
  history as historyOf,
  measureNames,
  type Plan,
  plansOf,
  type Source,
  sheetsMarkdown,
  sheetsTerminal,
  trendsSheet,
  usualHistory,
} from "../reports/index.ts";
import { drawnFor, remark } from "./console.ts";
import { type ExitCode, exit } from "./exit.ts";
import { type Filters, filtered, namesIn } from "./filters.ts";
import { measureNamed } from "./measures.ts";
import { deliver } from "./save.ts";
import { type StoredSource, sourcesIn } from "./sources.ts";
import { type ThresholdFlags, thresholdsOf } from "./thresholds.ts";

export interface HistoryFlags extends Filters, ThresholdFlags {
  /** Names with hyphens for spaces, with commas between. */
  readonly measure?: string;
  readonly last?: string;
  readonly all?: boolean;
  readonly failOnShift?: boolean;
  readonly format: "terminal" | "markdown" | "csv" | "json";
  /** A file, or `-` for stdout. */
  readonly output: string;
}

/** Raised when a program that reads the older JSON would misread the newer. */
const schemaVersion = 1;

/** Shows how cells did from night to night. Throws StoreError and UsageError. */
export async function history(paths: readonly string[], flags: HistoryFlags): Promise<ExitCode> {
  const options = optionsOf(flags);
  const measures = measuresOf(flags.measure);
  const sources = await sourcesIn(paths);
  for (const line of leftOut(sources)) remark(`lra: ${line}`);
  const found = await readHistory(sources, paths, flags, options);
  if (found.trends.length === 0) {
    remark(`lra: ${paths.join(", ")}: has no history: no cell has a record. Start a run first.`);
    return exit.incomparable;
  }
  const isMeant = ({ measure }: History["trends"][number]) => measures.includes(measure);
  const shown = { ...found, trends: found.trends.filter(isMeant) };
  if (shown.trends.length === 0) {
    remark(
      `lra: --measure ${flags.measure}: must leave a trend: got none. Leave it out to see what is followed.`,
    );
    return exit.incomparable;
  }
  const text = textOf(shown, flags);
  deliver(flags.output, text);
  const isWorse = shown.trends.some((trend) => trend.isWorse);
  return isWorse && flags.failOnShift === true ? exit.regression : exit.ok;
}

/** Places without records of their own. */
function leftOut(sources: readonly StoredSource[]): readonly string[] {
  const without = sources.filter(({ records }) => records.length === 0);
  const twins = without.filter(({ repeated }) => repeated > 0).map(({ name }) => name);
  return [
    ...without
      .filter(({ repeated }) => repeated === 0)
      .map(({ name }) => `${name}: has no records: left out.`),
    ...(twins.length > 0
      ? [`${twins.join(", ")}: only records that other places have too: counted once.`]
      : []),
  ];
}

/** The history of what the filters leave, with what was annotated in the folders. Throws StoreError and UsageError. */
async function readHistory(
  sources: readonly Source[],
  folders: readonly string[],
  filters: Filters,
  options: HistoryOptions,
): Promise<History> {
  const all = sources.flatMap(({ records }) => records);
  if (all.length === 0) return historyOf([], [], options);
  const variants = filters.variant === undefined ? null : namesIn(filters.variant);
  const kept = new Set(
    filtered(all, filters).filter(({ cell }) => variants?.includes(cell.variant) ?? true),
  );
  const meant = sources.map(({ name, records }) => ({
    name,
    records: records.filter((record) => kept.has(record)),
  }));
  return historyOf(meant, annotationsIn(folders), options);
}

const annotationsIn = (folders: readonly string[]): readonly Annotation[] =>
  folders.flatMap(readAnnotations);

const optionsOf = ({ last, ...flags }: HistoryFlags): HistoryOptions => ({
  ...usualHistory,
  thresholds: thresholdsOf(flags),
  last: lastOf(last),
});

function lastOf(given: string | undefined): number | null {
  if (given === undefined) return null;
  if (/^[1-9]\d{0,6}$/.test(given)) return Number(given);
  throw new UsageError(`--last: need a whole number of nights, from 1: got "${given}".`);
}

const measuresOf = (given: string | undefined): readonly string[] =>
  given === undefined
    ? measureNames
    : namesIn(given).map((name) => measureNamed(name, measureNames));

function textOf(found: History, { format, all, output }: HistoryFlags): string {
  const trends = trendsSheet(found, all === true);
  const sheets = [changesSheet(found, all === true), ...(trends.rows.length > 0 ? [trends] : [])];
  const plans = plansOf(found);
  switch (format) {
    case "terminal": {
      const { width, isColour } = drawnFor(output);
      const tables = sheetsTerminal(sheets, width, isColour);
      return [tables, ...plans.map(planText)].join("\n");
    }
    case "markdown":
      return [sheetsMarkdown(sheets), ...plans.map(planMarkdown)].join("\n");
    case "csv":
      return historyCsv(found);
    case "json":
      return `${JSON.stringify({ schemaVersion, ...found, plans }, null, 2)}\n`;
  }
}

const planText = ({ title, commits, lines }: Plan): string =>
  [`To find the commit of ${title}, ${commits}:`, "", ...lines, ""].join("\n");

const planMarkdown = ({ title, commits, lines }: Plan): string =>
  [`To find the commit of ${title}, ${commits}:`, "", "```sh", ...lines, "```", ""].join("\n");
