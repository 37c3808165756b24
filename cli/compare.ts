import {
  type Comparison,
  compare as compareRecords,
  comparisonSheet,
  flipsOfSeeds,
  sheetsMarkdown,
  sheetsTerminal,
  usual,
} from "../reports/index.ts";
import { UsageError } from "../runner/index.ts";
import { isColoured, print, widthOf } from "./console.ts";
import { type ExitCode, exit } from "./exit.ts";
import { save } from "./save.ts";
import { sidesOf } from "./sides.ts";

export interface CompareFlags {
  /** Two variants of one file, as `softmax,linear`. */
  readonly variants?: string;
  /** Smallest changes that matter, in percent and in points. */
  readonly threshold: string;
  readonly accuracyThreshold: string;
  readonly allowMismatch?: boolean;
  readonly all?: boolean;
  readonly flips?: boolean;
  readonly format: "terminal" | "markdown" | "json";
  /** A file, or `-` for stdout. */
  readonly output: string;
}

/** Raised when a program that reads the older JSON would misread the newer. */
const schemaVersion = 1;

/** Compares two sets of records and says what got worse. Throws StoreError and UsageError. */
export async function compare(
  base: string,
  candidate: string | undefined,
  flags: CompareFlags,
): Promise<ExitCode> {
  const sides = await sidesOf(base, candidate, flags.variants);
  const comparison = compareRecords(sides.base, sides.candidate, {
    ...usual,
    by: flags.variants === undefined ? "cell" : "variant",
    thresholds: {
      ...usual.thresholds,
      ratio: shareOf("--threshold", flags.threshold),
      accuracy: shareOf("--accuracy-threshold", flags.accuracyThreshold),
    },
    allowsMismatch: flags.allowMismatch === true,
  });
  const isScreen = flags.output === "-";
  const text = textOf(comparison, flags, isScreen);
  if (isScreen) print(text);
  else save(flags.output, text);
  return codeOf(comparison);
}

/** `5` or `5%` as 0.05. */
function shareOf(flag: string, given: string): number {
  const percent = Number(given.replace(/\s*%$/, ""));
  if (given.trim() !== "" && percent >= 0 && percent <= 100) return percent / 100;
  throw new UsageError(`${flag}: must be a percentage, 0 to 100: got ${given}.`);
}

function textOf(
  comparison: Comparison,
  { format, all, flips }: CompareFlags,
  isScreen: boolean,
): string {
  if (format === "json") return `${JSON.stringify(jsonOf(comparison), null, 2)}\n`;
  const sheets = [comparisonSheet(comparison, all === true)];
  const flipped = flips === true ? `\n${flipLines(comparison).join("\n")}\n` : "";
  if (format === "markdown") return `${sheetsMarkdown(sheets)}${flipped}`;
  const [width, isColour] = isScreen
    ? [widthOf(process.stdout), isColoured(process.stdout)]
    : [Number.POSITIVE_INFINITY, false];
  return `${sheetsTerminal(sheets, width, isColour)}${flipped}`;
}

/** Shares 0 to 1; a finding's cell without its records. */
function jsonOf({ differences, findings, noise }: Comparison) {
  return {
    schemaVersion,
    differences,
    noise,
    findings: findings.map(({ match, ...finding }) => {
      const { id: _, seed: __, budget: ___, ...cell } = match.record.cell;
      return { cell, seeds: match.seeds.map(({ seed }) => seed), ...finding };
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
  return accuracies(comparison).flatMap(({ match }) =>
    flipsOfSeeds(match).map(({ seed, won, lost }) => {
      const { task, variant } = match.record.cell;
      const listed = (numbers: readonly number[]) => numbers.join(" ") || "none";
      return `${task} ${variant} seed ${seed}: now right: ${listed(won)}; now wrong: ${listed(lost)}`;
    }),
  );
}

/** What got worse fails; then what could not be compared; then cells without numbers on both sides. */
function codeOf({ findings }: Comparison): ExitCode {
  const has = (word: string) => findings.some((finding) => finding.word === word);
  if (has("worse")) return exit.regression;
  const compared = findings.filter(({ measure }) => measure !== "outcome");
  if (compared.length === 0 || has("not comparable")) return exit.incomparable;
  const isIncomplete = findings.some(
    ({ measure, note }) => measure === "outcome" && /→ (oom|timeout|crash|invalid)$/.test(note!),
  );
  return isIncomplete ? exit.incomplete : exit.ok;
}
