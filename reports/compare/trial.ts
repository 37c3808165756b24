import {
  type Interval,
  mcNemar,
  mean,
  medianRatio,
  onlyIn,
  type Result,
  rankSumTest,
  studentPoint,
  studentTails,
  unpackBits,
} from "../../records/index.ts";
import { resultOf } from "../outcome.ts";
import type { Measure, Sampled } from "./figures.ts";
import type { Match, Pair } from "./match.ts";
import type { Noise } from "./noise.ts";

/** One figure of one cell compared: what changed, and how likely chance alone would change it as much. */
export interface Trial {
  /** Change from base to candidate, positive where it is for the better: a share of the base, or accuracy, 0 to 1. */
  readonly gain: number;
  /** 95 % interval of the gain; `null` where there is nothing to tell it from. */
  readonly interval: Interval | null;
  /** Two-sided, before there being many comparisons is allowed for; `null` where nothing can be tested. */
  readonly p: number | null;
  /** The smallest change for the worse that would be significant at this level; `null` where none would. */
  readonly least: (level: number) => number | null;
  /** What to bear in mind. */
  readonly note: string | null;
}

/** Both sides of a seed. */
interface Both<T> {
  readonly base: T;
  readonly candidate: T;
}

const oneRun = "one run a side: how much runs differ is not known";

/** Differences of the logarithm, a seed each. */
export const logDifferences = (match: Match, measure: Measure): readonly number[] =>
  both(match.seeds, measure.of).map(
    ({ base, candidate }) => Math.log(candidate.value) - Math.log(base.value),
  );

/** Compares a ratio; `null` where no seed has both sides. */
export function ratioTrial(match: Match, measure: Measure, noise: Noise | null): Trial | null {
  const pairs = both(match.seeds, measure.of);
  if (pairs.length === 0) return null;
  const sign = measure.isGood ? 1 : -1;
  const change = mean(logDifferences(match, measure))!;
  const gain = sign * Math.expm1(change);
  const ranks = rankTest(pairs);
  if (noise === null) {
    const [base, candidate] = [
      pairs.flatMap((pair) => pair.base.samples),
      pairs.flatMap((pair) => pair.candidate.samples),
    ];
    const { low, high } = medianRatio(candidate, base);
    const ends = [sign * (low - 1), sign * (high - 1)].sort((a, b) => a - b);
    const interval = ranks === null ? null : { low: ends[0]!, high: ends[1]! };
    return { gain, interval, p: ranks, least: () => null, note: oneRun };
  }
  const error = noise.deviation / Math.sqrt(pairs.length);
  const half = studentPoint(0.05, noise.freedom) * error;
  const ends = [change - half, change + half]
    .map((x) => sign * Math.expm1(x))
    .sort((a, b) => a - b);
  return {
    gain,
    interval: { low: ends[0]!, high: ends[1]! },
    p: Math.max(normalised(change, error, noise.freedom), ranks ?? 0),
    least: (level) => -Math.expm1(-studentPoint(level, noise.freedom) * error),
    note: null,
  };
}

/** Mann–Whitney over the rounds of all seeds; `null` of single figures. */
function rankTest(pairs: readonly Both<Sampled>[]): number | null {
  const base = pairs.flatMap((pair) => pair.base.samples);
  const candidate = pairs.flatMap((pair) => pair.candidate.samples);
  return base.length === pairs.length ? null : rankSumTest(candidate, base);
}

/** Differences of accuracy, a seed each. */
export const accuracyDifferences = ({ seeds }: Match): readonly number[] =>
  both(seeds, testOf).map(({ base, candidate }) => accuracy(candidate) - accuracy(base));

/** Compares accuracy example by example; `null` where no seed has both sides. */
export function accuracyTrial(match: Match, noise: Noise | null): Trial | null {
  const pairs = both(match.seeds, testOf).filter(
    ({ base, candidate }) => base.examples === candidate.examples,
  );
  if (pairs.length === 0) return null;
  const lost = sum(
    pairs.map(({ base, candidate }) => onlyIn(base.correctBits, candidate.correctBits)),
  );
  const won = sum(
    pairs.map(({ base, candidate }) => onlyIn(candidate.correctBits, base.correctBits)),
  );
  const examples = sum(pairs.map(({ base }) => base.examples));
  const gain = (won - lost) / examples;
  const fromExamples = Math.sqrt(Math.max(0, won + lost - (won - lost) ** 2 / examples)) / examples;
  const fromRuns = noise === null ? 0 : noise.deviation / Math.sqrt(pairs.length);
  const freedom = noise?.freedom ?? Number.POSITIVE_INFINITY;
  const byExample = mcNemar(lost, won);
  const point = (level: number) => studentPoint(level, Math.min(freedom, 1e6));
  const error = Math.max(fromExamples, fromRuns);
  return {
    gain,
    interval: { low: gain - point(0.05) * error, high: gain + point(0.05) * error },
    p: noise === null ? byExample : Math.max(byExample, normalised(gain, fromRuns, noise.freedom)),
    least: (level) => point(level) * error,
    note: noise === null ? oneRun : null,
  };
}

/** Test examples, by number, that one side alone got right. */
export interface Flips {
  readonly won: readonly number[];
  readonly lost: readonly number[];
}

function flipsOf({ base, candidate }: Both<Result["best"]>): Flips {
  const before = unpackBits(base.correctBits, base.examples);
  const after = unpackBits(candidate.correctBits, candidate.examples);
  const numbers = [...before.keys()];
  return {
    won: numbers.filter((i) => after[i] && !before[i]),
    lost: numbers.filter((i) => before[i] && !after[i]),
  };
}

/** The flips of each seed that has both sides. */
export const flipsOfSeeds = ({ seeds }: Match): readonly (Flips & { readonly seed: number })[] =>
  seeds.flatMap((pair) => {
    const [tests] = both([pair], testOf);
    return tests && tests.base.examples === tests.candidate.examples
      ? [{ seed: pair.seed, ...flipsOf(tests) }]
      : [];
  });

const testOf = (record: NonNullable<Pair["base"]>) => resultOf(record)?.[record.selection] ?? null;

const accuracy = ({ correct, examples }: Result["best"]): number => correct / examples;

function both<T>(pairs: readonly Pair[], of: (record: NonNullable<Pair["base"]>) => T | null) {
  return pairs.flatMap((pair): Both<T>[] => {
    const base = pair.base && of(pair.base);
    const candidate = pair.candidate && of(pair.candidate);
    return base && candidate ? [{ base, candidate }] : [];
  });
}

/** Two-sided p-value of a mean with this standard error; without any error, any change at all is certain. */
function normalised(change: number, error: number, freedom: number): number {
  if (error === 0) return change === 0 ? 1 : 0;
  return studentTails(change / error, freedom);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, x) => total + x, 0);
