import { lastStart, type Record } from "../../records/index.ts";
import { counted } from "./counted.ts";
import { type Difference, differencesIn, planDifferences } from "./differences.ts";
import type { Finding } from "./finding.ts";
import { judged } from "./judged.ts";
import { type Match, matched, type Pair } from "./match.ts";
import { type CompareOptions, usual } from "./options.ts";
import { outcomes } from "./outcomes.ts";
import { type Shared, sharedChanges } from "./shared.ts";
import { type Spoiled, whatDiffers } from "./surroundings.ts";
import { type MeasureNoise, tryAll } from "./tried.ts";
import { vanished } from "./vanished.ts";

/** An earlier run of the base: how many of the base's records it repeats, and by what the others of its records differ. */
export interface Earlier {
  readonly startedAt: string;
  readonly repeated: number;
  readonly of: number;
  readonly differing: readonly string[];
}

/** Two sets of records compared, cell by cell. */
export interface Comparison {
  readonly differences: readonly Difference[];
  /** What was measured in different surroundings was compared all the same. */
  readonly allowsMismatch: boolean;
  readonly earlier: readonly Earlier[];
  readonly findings: readonly Finding[];
  /** Of two runs; two variants share whatever parts them. */
  readonly shared: readonly Shared[];
  readonly noise: readonly MeasureNoise[];
}

/**
 * A change is called one when it is as large as the threshold and significant among all that are looked at. Earlier runs of the
 * base, newest first, tell more of its speed and memory.
 */
export function compare(
  base: readonly Record[],
  candidate: readonly Record[],
  options: CompareOptions = usual,
  earlier: readonly (readonly Record[])[] = [],
): Comparison {
  const matches = matched(base, candidate, options.by, earlier);
  const { allowsMismatch } = options;
  if (!matches.some(({ seeds }) => seeds.some(isWhole))) return apart(matches, allowsMismatch);
  const isWanted = (one: { readonly measure: string }) =>
    options.measure === null || options.measure === one.measure;
  const spoiled = spoiledIn(matches, allowsMismatch);
  const { tried, noise } = tryAll(matches, options.by, spoiled);
  const findings = [
    ...matches.flatMap(outcomes).filter(isWanted),
    ...matches.flatMap((match) => counted(match, options)).filter(isWanted),
    ...matches.flatMap((match) => vanished(match, spoiled.get(match)!)).filter(isWanted),
    ...judged(tried.filter(isWanted), spoiled, options),
  ];
  return {
    differences: differencesIn(matches),
    allowsMismatch,
    earlier: earlier.map((run, i) => earlierRun(run, i, matches)),
    findings,
    shared: options.by === "cell" ? sharedChanges(findings) : [],
    noise: noise.filter(isWanted),
  };
}

function earlierRun(run: readonly Record[], at: number, matches: readonly Match[]): Earlier {
  const pairs = matches.flatMap(({ seeds }) => seeds).filter(({ base }) => base !== null);
  const byId = new Map(run.map((record) => [record.cell.id, record]));
  const left = pairs.filter(({ earlier }) => earlier[at] === null);
  const differing = left.flatMap(({ base }) => {
    const record = byId.get(base!.cell.id);
    return record ? whatDiffers(record, base!) : [];
  });
  return {
    startedAt: lastStart(run),
    repeated: pairs.length - left.length,
    of: pairs.length,
    differing: [...new Set(differing)],
  };
}

const isWhole = ({ base, candidate }: Pair): boolean => base !== null && candidate !== null;

/** Two sides without a cell in common: of a cell that is missing nothing can be said then. */
const apart = (matches: readonly Match[], allowsMismatch: boolean): Comparison => ({
  differences: planDifferences(matches),
  allowsMismatch,
  earlier: [],
  findings: matches
    .flatMap(outcomes)
    .map((finding): Finding => ({ ...finding, word: "not comparable" })),
  shared: [],
  noise: [],
});

/** What does not compare of each cell, by its own surroundings. */
function spoiledIn(
  matches: readonly Match[],
  allowsMismatch: boolean,
): ReadonlyMap<Match, ReadonlySet<Spoiled>> {
  const spoiled = (match: Match) => differencesIn([match]).flatMap(({ spoils }) => spoils);
  return new Map(matches.map((match) => [match, new Set(allowsMismatch ? [] : spoiled(match))]));
}
