import { existsSync, readdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { UsageError } from "../../records/index.ts";
import { type CompareOptions, type Comparison, variantName } from "../../reports/index.ts";
import { nowMs, surroundings } from "../../runner/index.ts";
import { remark } from "../console.ts";
import { rerun } from "./rerun.ts";
import { alarmsOf, type Second, withSecondRuns } from "./rounds.ts";

export interface ConfirmOptions {
  /** The cli.js of the build that made the base; `null`: what the base has stored stands for it. */
  readonly baseBuild: string | null;
  /** A new folder, for the records of the second runs. */
  readonly output: string;
  /** No run begins after so long; alarms that have not run by then stay. */
  readonly budgetMs: number;
  readonly compare: CompareOptions;
}

/** Runs again what got worse, before it is called so. Throws UsageError before anything runs, and whatever there is to run. */
export async function confirm(
  comparison: Comparison,
  options: ConfirmOptions,
  run: typeof rerun = rerun,
): Promise<Comparison> {
  const { baseBuild, output, budgetMs, compare } = options;
  refuse(options, comparison);
  const alarms = alarmsOf(comparison);
  if (alarms.length === 0) return comparison;
  const builds = { base: compare.by === "variant" ? ownBuild : baseBuild, candidate: ownBuild };
  const endMs = nowMs() + budgetMs;
  const second: Second = async (side, { cell }, folder) => {
    const build = builds[side];
    if (build === null) return null;
    if (nowMs() > endMs) throw new UsageError("not run again: --confirm-time was up");
    return run(build, cell, folder);
  };
  return withSecondRuns(comparison, compare, output, second, ({ record: { cell } }, number) =>
    remark(
      `lra: runs again ${number} of ${alarms.length}: ${cell.task} ${variantName(cell)}, into ${output}`,
    ),
  );
}

function refuse({ output, baseBuild }: ConfirmOptions, { findings }: Comparison): void {
  const isFolder = existsSync(output) && statSync(output).isDirectory();
  if (existsSync(output) && (!isFolder || readdirSync(output).length > 0)) {
    throw new UsageError(
      `--confirm-output ${output}: must be a new or empty folder: got ${isFolder ? "one with entries" : "a file"}. Choose another.`,
    );
  }
  if (baseBuild !== null && !existsSync(baseBuild)) {
    throw new UsageError(
      `--base-lra: must be the cli.js of a build of lra: got ${baseBuild}, which is not there. Build the base first.`,
    );
  }
  const here = plain(surroundings().commit);
  const other = findings
    .flatMap(({ match }) => match.seeds)
    .map(({ candidate }) => plain(candidate?.commit ?? null))
    .find((there) => there !== null && there !== here);
  if (here === null || other == null) return;
  throw new UsageError(
    `--confirm: needs the build that made the candidate, commit ${other.slice(0, 12)}: got ${here.slice(0, 12)}. Build that commit, or leave --confirm out.`,
  );
}

/** A commit, whether its tree had changes or not. */
const plain = (commit: string | null): string | null => commit?.replace(/\+$/, "") ?? null;

/** The command that runs now. */
const ownBuild = fileURLToPath(new URL("../../cli.js", import.meta.url));
