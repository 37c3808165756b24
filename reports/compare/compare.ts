import { lastStart, type Record } from "../../records/index.ts";
import { variantTitle } from "../name.ts";
import { counted } from "./counted.ts";
import { type Difference, differencesIn, planDifferences } from "./differences.ts";
import { filledFor } from "./filled.ts";
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

/** One of two sets of records. */
export interface Side {
  readonly records: number;
  /** When the last of them began, ISO 8601. */
  readonly startedAt: string;
}

/** Two sets of records compared, cell by cell. */
export interface Comparison {
  readonly base: Side;
  readonly candidate: Side;
  /** What a change was called one by. */
  readonly options: CompareOptions;
  readonly differences: readonly Difference[];
  readonly earlier: readonly Earlier[];
  /** Records that the newest run of the base lacks, and that runs before it have. */
  readonly filled: number;
  readonly findings: readonly Finding[];
  /** Of two runs; two variants share whatever parts them. */
  readonly shared: readonly Shared[];
  readonly noise: readonly MeasureNoise[];
}

/**
 * A change is called one when it is as large as the threshold and significant among all that are looked at. Runs of the base
 * before its newest, newest first, tell more of its speed and memory, and have the candidate's cells that it lacks.
 */
export function compare(
  newest: readonly Record[],
  candidate: readonly Record[],
  options: CompareOptions = usual,
  before: readonly (readonly Record[])[] = [],
): Comparison {
  const { base, earlier, count } = filledFor(candidate, newest, before, options);
  const matches = matched(base, candidate, options, earlier);
  const sides = {
    base: sideOf(base),
    candidate: sideOf(candidate),
    options,
    filled: count,
  };
  if (!matches.some(({ seeds }) => seeds.some(isWhole))) return { ...sides, ...apart(matches) };
  const isWanted = (one: { readonly measure: string }) =>
    options.measure === null || options.measure === one.measure;
  const spoiled = spoiledIn(matches, options.allowsMismatch);
  const ofNewest = new Set<Record | null>(newest);
  const inNewest = matches.flatMap(({ seeds }) => seeds).filter(({ base }) => ofNewest.has(base));
  const { tried, noise } = tryAll(matches, options.by, spoiled);
  const findings = [
    ...matches.flatMap(outcomes).filter(isWanted),
    ...matches.flatMap((match) => counted(match, options)).filter(isWanted),
    ...matches.flatMap((match) => vanished(match, spoiled.get(match)!)).filter(isWanted),
    ...judged(tried.filter(isWanted), spoiled, options),
  ];
  return {
    ...sides,
    differences: [...differencesIn(matches), ...unpaired(matches)],
    earlier: earlier.map((run, i) => earlierRun(run, i, inNewest)),
    findings,
    shared: options.by === "cell" ? sharedChanges(findings) : [],
    noise: noise.filter(isWanted),
  };
}

type Sides = Pick<Comparison, "base" | "candidate" | "options" | "filled">;

const sideOf = (records: readonly Record[]): Side => ({
  records: records.length,
  startedAt: lastStart(records),
});

/** Of `pairs`, which have a record of the base's newest run. */
function earlierRun(run: readonly Record[], at: number, pairs: readonly Pair[]): Earlier {
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
const apart = (matches: readonly Match[]): Omit<Comparison, keyof Sides> => ({
  differences: planDifferences(lone(matches, "base"), lone(matches, "candidate")),
  earlier: [],
  findings: matches
    .flatMap(outcomes)
    .map((finding): Finding => ({ ...finding, word: "not comparable" })),
  shared: [],
  noise: [],
});

/** Why cells of one task and variant found no partner: nothing falls by it but they themselves. */
function unpaired(matches: readonly Match[]): readonly Difference[] {
  const [base, candidate] = [lone(matches, "base"), lone(matches, "candidate")];
  const kindOf = ({ cell }: Record) => `${cell.task} ${variantTitle(cell)}`;
  const alike = (some: readonly Record[], others: readonly Record[]) => {
    const kinds = new Set(others.map(kindOf));
    return some.filter((record) => kinds.has(kindOf(record)));
  };
  return planDifferences(alike(base, candidate), alike(candidate, base)).map((difference) => ({
    ...difference,
    spoils: [],
  }));
}

/** Records of cells that the other side has not. */
const lone = (matches: readonly Match[], side: "base" | "candidate"): readonly Record[] =>
  matches
    .filter(({ seeds }) => !seeds.some(isWhole))
    .flatMap(({ seeds }) => seeds.flatMap((pair) => pair[side] ?? []));

/** What does not compare of each cell, by its own surroundings. */
function spoiledIn(
  matches: readonly Match[],
  allowsMismatch: boolean,
): ReadonlyMap<Match, ReadonlySet<Spoiled>> {
  const spoiled = (match: Match) => differencesIn([match]).flatMap(({ spoils }) => spoils);
  return new Map(matches.map((match) => [match, new Set(allowsMismatch ? [] : spoiled(match))]));
}
