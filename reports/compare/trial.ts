import {
  type Interval,
  leastRankSum,
  leastShift,
  mcNemar,
  mean,
  medianRatio,
  moderated,
  onlyIn,
  type Result,
  rankSumTest,
  type Spread,
  spreadWithin,
  studentPoint,
  studentTails,
  unpackBits,
} from "../../records/index.ts";
import { resultOf } from "../outcome.ts";
import type { Measure, Sampled } from "./figures.ts";
import type { Match, Pair } from "./match.ts";
import type { Change, Noise, Where } from "./noise.ts";

/** One figure of one cell compared: what changed, and how likely chance alone would change it as much. */
export interface Trial {
  /** Change from base to candidate, positive where it is for the better: a share of the base, or accuracy, 0 to 1. */
  readonly gain: number;
  /** 95 % interval of the gain; `null` where there is nothing to tell it from. */
  readonly interval: Interval | null;
  /** Two-sided, before there being many comparisons is allowed for; `null` where nothing can be tested. */
  readonly p: number | null;
  /**
   * Of its rounds alone, Mann–Whitney, `null` where it has none. It must be below the level too, and takes no allowance for
   * many comparisons: p has it already.
   */
  readonly rounds: number | null;
  /** The smallest change for the worse whose p would be below `strict`, and that of its rounds below `level`; `null` where none would. */
  readonly least: (strict: number, level: number) => number | null;
  /** The least p that so many samples can have, whatever they are; `null` where there is no such limit. */
  readonly floor: { readonly p: number; readonly samples: string } | null;
  /** What to bear in mind. */
  readonly note: string | null;
}

/** Both sides of a seed. */
interface Both<T> {
  readonly base: T;
  readonly candidate: T;
}

const oneTraining =
  "one run a side: where only rounding changes, accuracy is taken to differ by 0.3 points; other random numbers make it 2 or 3";
const assumed = "one run a side: runs are taken to differ by 4 %";

/** A measure of a cell: a figure a seed, of those that both sides have, in each run of the base, newest first. */
export interface Sides {
  readonly base: readonly (readonly Sampled[])[];
  readonly candidate: readonly Sampled[];
}

/** A measure of every cell. Earlier runs of the base count where they have every seed; all or none, by what most cells have. */
export function sampled(matches: readonly Match[], measure: Measure): readonly Sides[] {
  const cells = matches.map((match) => sidesOf(match, measure));
  const repeated = cells.filter(({ base }) => base.length > 1);
  const isRepeated = 2 * repeated.length > cells.filter(({ base }) => base.length > 0).length;
  return isRepeated ? cells : cells.map((sides) => ({ ...sides, base: sides.base.slice(0, 1) }));
}

function sidesOf({ seeds }: Match, measure: Measure): Sides {
  const pairs = seeds.flatMap(({ base, candidate, earlier }) => {
    const [left, right] = [base && measure.of(base), candidate && measure.of(candidate)];
    const before = earlier.map((record) => record && measure.of(record));
    return left && right ? [{ base: [left, ...before], candidate: right }] : [];
  });
  const runs = pairs[0]?.base.map((_, run) => pairs.flatMap(({ base }) => base[run] ?? [])) ?? [];
  return {
    base: runs.filter((run) => run.length === pairs.length),
    candidate: pairs.map(({ candidate }) => candidate),
  };
}

/** Degrees of freedom at most that scatter within runs stands for that between runs, where a few cells show the latter. */
const mostWithin = 4;

/**
 * Differences of the logarithm, and how they scatter: where the base ran more than once, as its runs do, else as the seeds of
 * each run do, since a seed makes neither speed nor memory. `usual` is what two runs differ by where nothing shows it.
 */
export function ratioChanges(
  cells: readonly Sides[],
  usual: Noise,
): { readonly changes: readonly Change[] } & Pick<Where, "seenIn" | "prior"> {
  const isRepeated = cells.some(({ base }) => base.length > 1);
  const within = cells.map(({ base, candidate }) =>
    times(Math.SQRT2, spreadWithin([...base, candidate].map(logsOf))),
  );
  const among = isRepeated ? cells.map(spreadOfRuns) : within;
  const changes = cells.map(({ base, candidate }, i): Change => {
    const before = mean(base.map(meanLog));
    return {
      difference: before === null ? null : meanLog(candidate) - before,
      pairs: (2 * candidate.length) / (1 + 1 / base.length),
      spread: among[i]!,
    };
  });
  if (!isRepeated) return { changes, seenIn: "seeds", prior: null };
  const { deviation, freedom } = moderated(within)?.pooled ?? usual;
  const prior = { deviation, freedom: Math.min(mostWithin, freedom) };
  return { changes, seenIn: "runs", prior };
}

/** What the means of the base's runs scatter by, as the difference of one pair of seeds would if runs were alike. */
const spreadOfRuns = ({ base, candidate }: Sides): Spread | null =>
  times(Math.sqrt(2 * candidate.length), spreadWithin([base.map(meanLog)]));

const logsOf = (run: readonly Sampled[]): readonly number[] =>
  run.map(({ value }) => Math.log(value));

const meanLog = (run: readonly Sampled[]): number => mean(logsOf(run))!;

const times = (scale: number, spread: Spread | null): Spread | null =>
  spread && { ...spread, deviation: scale * spread.deviation };

/** Compares a ratio; `null` where no seed has both sides. */
export function ratioTrial(
  sides: Sides,
  { difference: change, pairs }: Change,
  { isGood }: Measure,
  noise: Noise,
): Trial | null {
  if (change === null) return null;
  const sign = isGood ? 1 : -1;
  const gain = sign * Math.expm1(change) + 0; // never -0
  const base = sides.base.flat().flatMap(({ samples }) => samples);
  const candidate = sides.candidate.flatMap(({ samples }) => samples);
  const hasRounds = candidate.length > sides.candidate.length;
  const ranks = hasRounds ? rankSumTest(candidate, base) : null;
  const samples = `${base.length} and ${candidate.length} rounds`;
  const floor = hasRounds ? { p: leastRankSum(base.length, candidate.length), samples } : null;
  const error = noise.deviation / Math.sqrt(pairs);
  const half = studentPoint(0.05, noise.freedom) * error;
  const ends = [change - half, change + half].map((x) => sign * Math.expm1(x));
  if (hasRounds && pairs === 1) {
    const { low, high } = medianRatio(candidate, base); // of one run a side its rounds may be the wider
    ends.push(sign * (low - 1), sign * (high - 1));
  }
  const shift = (strict: number, level: number): number | null => {
    const byRuns = studentPoint(strict, noise.freedom) * error;
    if (!hasRounds) return byRuns;
    const byRounds = leastShift(candidate.map(Math.log), base.map(Math.log), level);
    return byRounds === null ? null : Math.max(byRuns, byRounds);
  };
  return {
    gain,
    interval: { low: Math.min(...ends), high: Math.max(...ends) },
    p: normalised(change, error, noise.freedom),
    rounds: ranks,
    least: (strict, level) => {
      const least = shift(strict, level);
      return least === null ? null : -Math.expm1(-least);
    },
    floor,
    note: noise.seenIn === "elsewhere" ? assumed : null,
  };
}

/** Of accuracy; none where no answer changed, which is the same arithmetic and no luck. */
export function accuracyChange({ seeds }: Match): Change {
  const pairs = both(seeds, testOf);
  const isSame = pairs.every(({ base, candidate }) => base.correctBits === candidate.correctBits);
  const differences = isSame
    ? []
    : pairs.map((pair) => accuracy(pair.candidate) - accuracy(pair.base));
  return {
    difference: mean(differences),
    pairs: pairs.length,
    spread: spreadWithin([differences]),
  };
}

/** Compares accuracy example by example; `null` where no seed has both sides. */
export function accuracyTrial(match: Match, noise: Noise): Trial | null {
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
  const byExample = mcNemar(lost, won);
  const ofRuns = noise.deviation / Math.sqrt(pairs.length);
  const isChanged = lost + won > 0; // else it is the same training, which no luck is in
  const error = isChanged ? Math.max(fromExamples, ofRuns) : 0;
  const point = (level: number) => studentPoint(level, noise.freedom);
  return {
    gain,
    interval: { low: gain - point(0.05) * error, high: gain + point(0.05) * error },
    p: Math.max(byExample, normalised(gain, ofRuns, noise.freedom)),
    rounds: null,
    least: (level) =>
      Math.max(leastFlips(Math.min(lost, won), level) / examples, point(level) * ofRuns),
    floor: floorOf(lost + won),
    note: noise.seenIn === "elsewhere" && isChanged ? oneTraining : null,
  };
}

/** The fewest answers lost that are significant, beside so many that changed in both directions. */
function leastFlips(background: number, level: number): number {
  let more = 1;
  while (mcNemar(background + more, background) >= level) more++;
  return more;
}

/** Of McNemar's test; where no answer changed there is nothing to be significant. */
const floorOf = (flipped: number): Trial["floor"] =>
  flipped === 0 ? null : { p: mcNemar(flipped, 0), samples: `${flipped} changed answers` };

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
