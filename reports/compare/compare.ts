import {
  holm,
  type Interval,
  lastStart,
  type Outcome,
  type Record,
  runScatter,
} from "../../records/index.ts";
import { type Difference, differencesIn, planDifferences } from "./differences.ts";
import { counts, type Measure, measures } from "./figures.ts";
import { type By, type Match, matched, type Pair } from "./match.ts";
import { type Noise, noisesOf } from "./noise.ts";
import { type Shared, sharedChanges } from "./shared.ts";
import { type Spoiled, whatDiffers } from "./surroundings.ts";
import {
  accuracyChange,
  accuracyTrial,
  ratioChanges,
  ratioTrial,
  sampled,
  type Trial,
} from "./trial.ts";

export type Word = "improved" | "same" | "worse" | "undecided" | "not comparable";

/** How one seed of a cell ended on both sides. */
export interface Ends {
  readonly seed: number;
  readonly base: End;
  readonly candidate: End;
}

export type End = Outcome["kind"] | "missing";

/** What came of comparing one figure of one cell, or how one of its seeds ended. */
export interface Finding {
  readonly match: Match;
  readonly measure: string;
  readonly word: Word;
  /** Positive where the candidate is better: a share of the base, or accuracy, 0 to 1. */
  readonly gain: number | null;
  readonly interval: Interval | null;
  /** Two-sided p-value, adjusted for all comparisons after Holm, or that of its rounds where it is larger. */
  readonly p: number | null;
  /** The smallest change for the worse that this comparison could have found. */
  readonly least: number | null;
  /** `null` of a figure. */
  readonly ends: Ends | null;
  readonly note: string | null;
}

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
  /** Of the measures that noise blurs; `null` of accuracy where no answer changed. */
  readonly noise: readonly { readonly measure: string; readonly noise: Noise | null }[];
}

export interface CompareOptions {
  readonly by: By;
  /** The smallest change that matters: accuracy as a share of examples, the others as shares of the base. */
  readonly thresholds: {
    readonly accuracy: number;
    readonly ratio: number;
    readonly count: number;
  };
  /** How often a comparison of two equal sides may find anything at all. */
  readonly level: number;
  /** Compare also what was measured in different surroundings. */
  readonly allowsMismatch: boolean;
  /** Judge this figure alone, and not how the cells ended; `null`: everything. */
  readonly measure: string | null;
  /** Go by the estimates, however likely chance is: for a change that is known to be there. */
  readonly byEstimate: boolean;
}

export const usual: CompareOptions = {
  by: "cell",
  thresholds: { accuracy: 0.01, ratio: 0.05, count: 0.01 },
  level: 0.05,
  allowsMismatch: false,
  measure: null,
  byEstimate: false,
};

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
  const { tried, noise } = tryAll(matches, options.by);
  const findings = [
    ...matches.flatMap(outcomes).filter(isWanted),
    ...matches.flatMap((match) => exact(match, options)).filter(isWanted),
    ...judged(tried.filter(isWanted), spoiledIn(matches, allowsMismatch), options),
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

/** A trial that has not been judged yet. */
interface Tried {
  readonly match: Match;
  readonly measure: string;
  readonly kind: Spoiled;
  readonly trial: Trial;
}

/** What is judged against noise, and may be judged alone. */
export const comparedMeasures: readonly string[] = [
  "accuracy",
  ...measures.map(({ name }) => name),
];

const kindOf = ({ name }: Measure): Spoiled => (name === "memory" ? "memory" : "speed");

/** What speeds and memory of two runs of one cell are taken to differ by where no more is known. */
const ofRuns: Noise = { deviation: Math.SQRT2 * runScatter, freedom: 20, seenIn: "elsewhere" };

/**
 * What accuracies of two trainings differ by that only rounding parts, where no more is known: 18 trainings of `quick`, run on
 * one thread and on two, differed by 0.13 points (root mean square), and longer ones may by more.
 */
const ofTrainings: Noise = { deviation: 0.003, freedom: 20, seenIn: "elsewhere" };

/** Every noisy measure of every cell tried against the noise of that measure. */
function tryAll(
  matches: readonly Match[],
  by: By,
): { readonly tried: readonly Tried[]; readonly noise: Comparison["noise"] } {
  const areAlike = by === "cell";
  const changes = matches.map(accuracyChange);
  const accuracy = noisesOf(changes, {
    areAlike,
    seenIn: "seeds",
    prior: ofTrainings,
    usual: ofTrainings,
  });
  const isChanged = changes.some(({ difference }) => difference !== null);
  const accuracies = matches.map((match, i) => accuracyTrial(match, accuracy.ofCell[i]!));
  const ratios = measures.map((measure) => {
    const cells = sampled(matches, measure);
    const { changes: ratio, ...seen } = ratioChanges(cells, ofRuns);
    const { common, ofCell } = noisesOf(ratio, { ...seen, areAlike, usual: ofRuns });
    const trials = cells.map((sides, i) => ratioTrial(sides, ratio[i]!, measure, ofCell[i]!));
    return { measure, noise: trials.some((trial) => trial !== null) ? common : null, trials };
  });
  const tried = matches.flatMap((match, i): (Omit<Tried, "trial"> & { trial: Trial | null })[] => [
    { match, measure: "accuracy", kind: "accuracy", trial: accuracies[i]! },
    ...ratios.map(({ measure, trials }) => {
      return { match, measure: measure.name, kind: kindOf(measure), trial: trials[i]! };
    }),
  ]);
  return {
    tried: tried.filter((each): each is Tried => each.trial !== null),
    noise: [
      { measure: "accuracy", noise: isChanged ? accuracy.common : null },
      ...ratios.map(({ measure, noise }) => ({ measure: measure.name, noise })),
    ],
  };
}

function judged(
  tried: readonly Tried[],
  spoiled: ReadonlyMap<Match, ReadonlySet<Spoiled>>,
  { thresholds, level, byEstimate }: CompareOptions,
): readonly Finding[] {
  const isSpoiled = ({ match, kind }: Tried) => spoiled.get(match)!.has(kind);
  const sound = tried.filter((each) => !isSpoiled(each));
  const tested = sound.filter(({ trial }) => trial.p !== null);
  const adjusted = holm(tested.map(({ trial }) => trial.p!));
  const byTrial = new Map(tested.map(({ trial }, i) => [trial, adjusted[i]!]));
  return tried.map((each): Finding => {
    const { match, measure, kind, trial } = each;
    const adjusted = byTrial.get(trial);
    const p = adjusted === undefined ? null : Math.max(adjusted, trial.rounds ?? 0);
    const threshold = kind === "accuracy" ? thresholds.accuracy : thresholds.ratio;
    const strict = level / Math.max(1, tested.length); // what the least of p must be below, after Holm
    const seen = trial.least(strict, level);
    const word = byEstimate ? byThreshold(trial, threshold) : wordOf(trial, p, threshold, level);
    return {
      match,
      measure,
      word: isSpoiled(each) ? "not comparable" : word,
      gain: trial.gain,
      interval: trial.interval,
      p,
      least: seen === null ? null : Math.max(seen, threshold),
      ends: null,
      note: trial.note ?? hopeless(trial, level, tested.length),
    };
  });
}

/** Says where there are too few samples for any result to be significant. */
function hopeless({ floor, rounds }: Trial, level: number, tests: number): string | null {
  const isOneOfMany = rounds === null && tests > 1;
  if (floor === null || floor.p < (isOneOfMany ? level / tests : level)) return null;
  const among = isOneOfMany ? ` among ${tests} comparisons` : "";
  return `${floor.samples} cannot be significant at 5 %${among}`;
}

const byThreshold = ({ gain }: Trial, threshold: number): Word =>
  Math.abs(gain) < threshold ? "same" : gain < 0 ? "worse" : "improved";

function wordOf(
  { gain, interval }: Trial,
  p: number | null,
  threshold: number,
  level: number,
): Word {
  if (p !== null && p < level && Math.abs(gain) >= threshold)
    return gain < 0 ? "worse" : "improved";
  const isSmall = interval !== null && interval.low > -threshold && interval.high < threshold;
  return isSmall ? "same" : "undecided";
}

/** Counts of the graph, the same for all seeds: they are exact, and less is better. */
function exact(match: Match, { thresholds }: CompareOptions): readonly Finding[] {
  return counts.flatMap(({ name, of }): Finding[] => {
    const pair = match.seeds.find(({ base, candidate }) => base?.cost && candidate?.cost);
    const [before, after] = [pair?.base && of(pair.base), pair?.candidate && of(pair.candidate)];
    if (before == null || after == null) return [];
    const gain = before === 0 ? 0 : 1 - after / before;
    const word = Math.abs(gain) <= thresholds.count ? "same" : gain < 0 ? "worse" : "improved";
    const interval = { low: gain, high: gain };
    const least = thresholds.count;
    return [{ match, measure: name, word, gain, interval, p: null, least, ends: null, note: null }];
  });
}

/** How the cells ended: one that has numbers no more is worse, whatever they were. */
function outcomes(match: Match): readonly Finding[] {
  return match.seeds.map((pair): Finding => {
    const ends = { seed: pair.seed, base: endOf(pair.base), candidate: endOf(pair.candidate) };
    const [before, after] = [hasNumbers(ends.base), hasNumbers(ends.candidate)];
    const word = before === after ? "same" : after ? "improved" : "worse";
    const note = `seed ${pair.seed}: ${ends.base} → ${ends.candidate}`;
    const figures = { gain: null, interval: null, p: null, least: null };
    return { match, measure: "outcome", word, ...figures, ends, note };
  });
}

const endOf = (record: Record | null): End => record?.outcome.kind ?? "missing";

const hasNumbers = (end: End): boolean => ["ok", "chance", "timed"].includes(end);

/** Whether a seed of the candidate broke: it was to have numbers, and has none. */
export const isBroken = ({ candidate }: Ends): boolean =>
  ["oom", "timeout", "crash", "invalid"].includes(candidate);
