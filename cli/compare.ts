import { UsageError } from "../records/index.ts";
import {
  type CompareOptions,
  type Comparison,
  comparedMeasures,
  compare as compareRecords,
  isBroken,
  usual,
} from "../reports/index.ts";
import { type ComparisonStyle, comparisonText } from "./comparison.ts";
import { confirmedBy } from "./confirm/stored.ts";
import { type ExitCode, exit } from "./exit.ts";
import { tellGitHub } from "./github.ts";
import { measureNamed } from "./measures.ts";
import { deliver } from "./save.ts";
import { NoBaseError, sidesOf } from "./sides.ts";
import { type ThresholdFlags, thresholdsOf } from "./thresholds.ts";
import { toldOfComparison, toldOfNoBase } from "./told.ts";
import { durationMs } from "./units.ts";

export interface CompareFlags extends ComparisonStyle, ThresholdFlags {
  /** Two variants of one file, as `softmax,linear`. */
  readonly variants?: string;
  /** One of `comparedMeasures`, with dashes. */
  readonly measure?: string;
  readonly byEstimate?: boolean;
  readonly allowMismatch?: boolean;
  /** Run again what got worse before it is called so. */
  readonly confirm?: boolean;
  /** The cli.js of the build that made the base. */
  readonly baseLra?: string;
  /** Where the records of the second runs go. */
  readonly confirmOutput: string;
  /** No second run begins after so long, as `2h`. */
  readonly confirmTime: string;
  /** Where those of an earlier `--confirm` are. */
  readonly confirmed?: string;
}

/** Compares the last of several sets of records with those before it and says what got worse. Throws StoreError and UsageError. */
export async function compare(paths: readonly string[], flags: CompareFlags): Promise<ExitCode> {
  refuseStray(flags);
  const options = optionsOf(flags);
  const sides = await sidesOf(paths, flags.variants).catch(tellOfNoBase);
  const first = compareRecords(sides.base, sides.candidate, options, sides.earlier);
  const comparison = await afterSecondRuns(first, flags, options);
  deliver(flags.output, comparisonText(comparison, flags));
  const code = codeOf(comparison);
  tellGitHub(toldOfComparison(comparison, code, flags.output === "-" ? "" : flags.output));
  return code;
}

/** That there is no base is no verdict, but GitHub hears of it all the same. */
function tellOfNoBase(error: unknown): never {
  if (error instanceof NoBaseError) tellGitHub(toldOfNoBase(error.message));
  throw error;
}

/** The runner, which is slow to load, comes only where something is to run. */
async function afterSecondRuns(
  comparison: Comparison,
  { confirm: isToRun, baseLra, confirmOutput, confirmTime, confirmed }: CompareFlags,
  options: CompareOptions,
): Promise<Comparison> {
  if (confirmed !== undefined) return confirmedBy(comparison, options, confirmed);
  if (!isToRun) return comparison;
  const { confirm } = await import("./confirm/run.ts");
  return confirm(comparison, {
    baseBuild: baseLra ?? null,
    output: confirmOutput,
    budgetMs: budgetOf(confirmTime),
    compare: options,
  });
}

function budgetOf(time: string): number {
  const budgetMs = durationMs(time);
  if (budgetMs !== null) return budgetMs;
  throw new UsageError(`--confirm-time: need a duration, as 90s, 30m or 2h: got "${time}".`);
}

function refuseStray({ confirm, baseLra, variants, confirmed }: CompareFlags): void {
  if (confirm && confirmed !== undefined) {
    throw new UsageError(
      "--confirmed: must come without --confirm: got both. --confirm runs the cells, --confirmed reads what it left.",
    );
  }
  if (baseLra === undefined || (confirm && variants === undefined)) return;
  throw new UsageError(
    `--base-lra: must come with --confirm, and without --variants: got ${confirm ? "--variants" : "no --confirm"}. Leave it out, or add --confirm.`,
  );
}

const optionsOf = ({
  variants,
  measure,
  byEstimate,
  allowMismatch,
  ...thresholds
}: CompareFlags): CompareOptions => ({
  ...usual,
  by: variants === undefined ? "cell" : "variant",
  thresholds: { ...usual.thresholds, ...thresholdsOf(thresholds) },
  allowsMismatch: allowMismatch === true,
  measure: measure === undefined ? null : measureNamed(measure, comparedMeasures),
  byEstimate: byEstimate === true,
});

/**
 * What got worse fails; then that nothing at all compares; then cells without numbers on both sides, which a few figures that do
 * not compare are not to hide.
 */
function codeOf({ findings }: Comparison): ExitCode {
  const has = (word: string) => findings.some((finding) => finding.word === word);
  const figures = findings.filter(({ ends }) => ends === null);
  if (has("worse")) return exit.regression;
  if (has("not comparable") && figures.every(({ word }) => word === "not comparable")) {
    return exit.incomparable;
  }
  if (findings.some(({ ends }) => ends !== null && isBroken(ends))) return exit.incomplete;
  return has("not comparable") || figures.length === 0 ? exit.incomparable : exit.ok;
}
