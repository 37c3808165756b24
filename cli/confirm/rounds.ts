import { join } from "node:path";
import { type Record, UsageError } from "../../records/index.ts";
import type { CompareOptions, Comparison, Finding } from "../../reports/index.ts";
import { judged, type Round } from "./judge.ts";

type Match = Finding["match"];
export type Side = "base" | "candidate";

/** How often each side runs again: base, candidate, candidate, base. */
const rounds = 2;

/**
 * The second run of a record of one side, whose folder is given; `null` where what is stored stands for it. A UsageError says
 * why it cannot be had.
 */
export type Second = (side: Side, stored: Record, folder: string) => Promise<Record | null>;

/** Cells of which something got worse that a second run can tell of. */
export const alarmsOf = ({ findings }: Comparison): readonly Match[] => [
  ...new Set(findings.filter(isAlarm).map(({ match }) => match)),
];

/** Counts of the graph are exact, sweeps have a command of their own, and what is missing is no cell of the candidate. */
const isAlarm = ({ word, measure, match, ends }: Finding): boolean =>
  word === "worse" &&
  !exact.includes(measure) &&
  ends?.candidate !== "missing" &&
  match.seeds.some(({ candidate }) => candidate !== null && !candidate.cell.measure);

const exact: readonly string[] = ["parameters", "training FLOPs", "activation bytes"];

/**
 * The comparison after second runs of its alarms, which lie in folders of `output` by number. What is not as much worse in every
 * round becomes undecided; what cannot run again stays, and says why. The alarms come first, also those that are none now.
 */
export async function withSecondRuns(
  comparison: Comparison,
  settings: CompareOptions,
  output: string,
  second: Second,
  onCell: (match: Match, number: number) => void = () => {},
): Promise<Comparison> {
  const again = new Map<Match, readonly Round[] | UsageError>();
  for (const [i, match] of alarmsOf(comparison).entries()) {
    onCell(match, i + 1);
    again.set(match, await roundsOf(match, join(output, String(i + 1)), second).catch(refusal));
  }
  const findings = comparison.findings.map((finding) => {
    const ofMatch = isAlarm(finding) ? again.get(finding.match) : undefined;
    if (ofMatch === undefined) return finding;
    if (ofMatch instanceof UsageError) return { ...finding, note: ofMatch.message };
    return judged(finding, ofMatch, settings);
  });
  const isFirst = (_: Finding, i: number) => isAlarm(comparison.findings[i]!);
  const others = findings.filter((finding, i) => !isFirst(finding, i));
  return { ...comparison, findings: [...findings.filter(isFirst), ...others] };
}

/** What a run was refused for, as a value; anything else is a fault of ours. */
function refusal(error: unknown): UsageError {
  if (error instanceof UsageError) return error;
  throw error;
}

/** Base and candidate in turn, and then the other way round: what drifts hits both alike. */
async function roundsOf(
  { seeds }: Match,
  folder: string,
  second: Second,
): Promise<readonly Round[]> {
  const done: Round[] = [];
  for (let round = 0; round < rounds; round++) {
    const both = { base: [] as Record[], candidate: [] as Record[] };
    let hasBase = false;
    for (const pair of seeds) {
      const sides = (["base", "candidate"] as const).filter((side) => pair[side] !== null);
      for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
        const stored = pair[side]!;
        const into = join(folder, `${side}-${round + 1}-seed-${pair.seed}`);
        const record = await second(side, stored, into);
        both[side].push(record ?? stored);
        if (side === "base") hasBase = record !== null;
      }
    }
    done.push({ ...both, hasBase, earlier: hasBase ? [] : earlierOf(seeds) });
  }
  return done;
}

const earlierOf = (seeds: Match["seeds"]): Round["earlier"] =>
  seeds[0]!.earlier.map((_, run) => seeds.flatMap(({ earlier }) => earlier[run] ?? []));
