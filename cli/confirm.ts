import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Record } from "../records/index.ts";
import { UsageError } from "../records/index.ts";
import {
  type CompareOptions,
  type Comparison,
  type Finding,
  variantName,
} from "../reports/index.ts";
import { surroundings } from "../runner/index.ts";
import { confirmed, type Round } from "./confirmed.ts";
import { remark } from "./console.ts";
import { rerun } from "./rerun.ts";

export interface ConfirmOptions {
  /** The cli.js of the build that made the base; `null`: what the base has stored stands for it. */
  readonly baseBuild: string | null;
  /** A new folder, for the records of the second runs. */
  readonly output: string;
  readonly compare: CompareOptions;
}

/** How often each side runs again: base, candidate, candidate, base. */
const rounds = 2;

/**
 * Runs again what got worse. What is not as much worse in every round becomes undecided; what cannot run again stays, and says
 * why. Throws UsageError before anything runs.
 */
export async function confirm(
  comparison: Comparison,
  options: ConfirmOptions,
  run: typeof rerun = rerun,
): Promise<Comparison> {
  const alarms = new Set(comparison.findings.filter(isAlarm).map(({ match }) => match));
  if (alarms.size === 0) return comparison;
  refuse(options, [...alarms]);
  const again = new Map<Match, readonly Round[] | UsageError>();
  for (const [i, match] of [...alarms].entries()) {
    const { cell } = match.record;
    remark(
      `lra: runs again ${i + 1} of ${alarms.size}: ${cell.task} ${variantName(cell)}, into ${options.output}`,
    );
    const folder = join(options.output, String(i + 1));
    again.set(match, await runAgain(match, options, folder, run).catch(refusal));
  }
  const hasBase = options.compare.by === "variant" || options.baseBuild !== null;
  const findings = comparison.findings.map((finding) => {
    const ofMatch = isAlarm(finding) ? again.get(finding.match) : undefined;
    if (ofMatch === undefined) return finding;
    if (ofMatch instanceof UsageError) return { ...finding, note: ofMatch.message };
    return confirmed(finding, ofMatch, options.compare, hasBase);
  });
  return { ...comparison, findings };
}

/** What a run was refused for, as a value; anything else is a fault of ours. */
function refusal(error: unknown): UsageError {
  if (error instanceof UsageError) return error;
  throw error;
}

type Match = Finding["match"];

/** Counts of the graph are exact, sweeps have a command of their own, and what is missing is no cell of the candidate. */
const isAlarm = ({ word, measure, match, ends }: Finding): boolean =>
  word === "worse" &&
  !exact.includes(measure) &&
  ends?.candidate !== "missing" &&
  match.seeds.some(({ candidate }) => candidate !== null && !candidate.cell.measure);

const exact: readonly string[] = ["parameters", "training FLOPs", "activation bytes"];

function refuse({ output, baseBuild }: ConfirmOptions, alarms: readonly Match[]): void {
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
  const records = alarms.flatMap(({ seeds }) => seeds.flatMap(({ candidate }) => candidate ?? []));
  const other = records.map(({ commit }) => plain(commit)).find((there) => there !== here);
  if (here === null || other == null) return;
  throw new UsageError(
    `--confirm: needs the build that made the candidate, commit ${other.slice(0, 12)}: got ${here.slice(0, 12)}. Build that commit, or leave --confirm out.`,
  );
}

/** A commit, whether its tree had changes or not. */
const plain = (commit: string | null): string | null => commit?.replace(/\+$/, "") ?? null;

/** Base and candidate in turn, and then the other way round: what drifts hits both alike. */
async function runAgain(
  { seeds }: Match,
  { baseBuild, compare: { by } }: ConfirmOptions,
  folder: string,
  run: typeof rerun,
): Promise<readonly Round[]> {
  const builds = { base: by === "variant" ? ownBuild : baseBuild, candidate: ownBuild };
  const done: Round[] = [];
  for (let round = 0; round < rounds; round++) {
    const both = { base: [] as Record[], candidate: [] as Record[] };
    for (const pair of seeds) {
      const sides = (["base", "candidate"] as const).filter((side) => pair[side] !== null);
      for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
        const stored = pair[side]!;
        const build = builds[side];
        const into = join(folder, `${side}-${round + 1}-seed-${pair.seed}`);
        both[side].push(build === null ? stored : await run(build, stored.cell, into));
      }
    }
    const before = builds.base === null ? earlierOf(seeds) : [];
    done.push({ ...both, earlier: before });
  }
  return done;
}

const earlierOf = (seeds: Match["seeds"]): Round["earlier"] =>
  seeds[0]!.earlier.map((_, run) => seeds.flatMap(({ earlier }) => earlier[run] ?? []));

/** The command that runs now. */
const ownBuild = fileURLToPath(new URL("../cli.js", import.meta.url));
