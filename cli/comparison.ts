import { seedless } from "../records/index.ts";
import {
  type Comparison,
  comparisonBadge,
  comparisonCsv,
  comparisonJunit,
  comparisonMetrics,
  comparisonSheet,
  flipsOfSeeds,
  oneLine,
  sheetsMarkdown,
  sheetsTerminal,
  variantsOf,
} from "../reports/index.ts";
import { drawnFor } from "./console.ts";

/** How a comparison is shown. */
export interface ComparisonStyle {
  readonly format: "terminal" | "markdown" | "csv" | "json" | "junit" | "badge" | "openmetrics";
  /** List also what stayed the same. */
  readonly all?: boolean;
  /** List the test examples whose answers changed. */
  readonly flips?: boolean;
  /** A file, or `-` for stdout. */
  readonly output: string;
}

/** Raised when a program that reads the older JSON would misread the newer. */
const schemaVersion = 1;

/** A comparison in one format. */
export function comparisonText(
  comparison: Comparison,
  { format, all, flips, output }: ComparisonStyle,
): string {
  if (format === "json") return `${JSON.stringify(jsonOf(comparison), null, 2)}\n`;
  if (format === "csv") return comparisonCsv(comparison, all === true);
  if (format === "junit") return comparisonJunit(comparison);
  if (format === "badge") return comparisonBadge(comparison);
  if (format === "openmetrics") return comparisonMetrics(comparison);
  const sheets = [comparisonSheet(comparison, all === true)];
  const flipped = flips === true ? `\n${flipLines(comparison).join("\n")}\n` : "";
  if (format === "markdown") return `${sheetsMarkdown(sheets)}${flipped}`;
  const { width, isColour } = drawnFor(output);
  return `${sheetsTerminal(sheets, width, isColour)}${flipped}`;
}

/** Shares 0 to 1; a finding's cell without its records. */
function jsonOf({ base, candidate, options, findings, ...rest }: Comparison) {
  return {
    schemaVersion,
    base,
    candidate,
    options,
    ...rest,
    findings: findings.map(({ match, ...finding }) => {
      const cell = seedless(match.record.cell);
      const variants = variantsOf(match);
      return { cell, variants, seeds: match.seeds.map(({ seed }) => seed), ...finding };
    }),
    flips: accuracies({ findings }).map(({ match }) => ({
      cell: match.record.cell.id,
      seeds: flipsOfSeeds(match),
    })),
  };
}

const accuracies = ({ findings }: Pick<Comparison, "findings">) =>
  findings.filter(({ measure }) => measure === "accuracy");

/** Examples whose answer changed, by their number in the test split. */
function flipLines(comparison: Comparison): readonly string[] {
  const lines = accuracies(comparison).flatMap(({ match }) =>
    flipsOfSeeds(match).flatMap(({ seed, won, lost }) => {
      if (won.length + lost.length === 0) return [];
      const listed = (numbers: readonly number[]) => numbers.join(" ") || "none";
      return `${match.record.cell.task} ${oneLine(variantsOf(match))} seed ${seed}: now right: ${listed(won)}; now wrong: ${listed(lost)}`;
    }),
  );
  return lines.length > 0 ? lines : ["No answer changed."];
}
