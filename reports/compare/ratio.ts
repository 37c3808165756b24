import {
  leastRankSum,
  leastShift,
  mean,
  medianRatio,
  moderated,
  rankSumTest,
  type Spread,
  spreadWithin,
  studentPoint,
} from "../../records/index.ts";
import type { Measure, Sampled } from "./figures.ts";
import type { Change, Noise, Where } from "./noise.ts";
import type { Sides } from "./sampled.ts";
import { normalised, type Trial } from "./trial.ts";

const assumed = "one run a side: runs are taken to differ by 4 %";

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
    values: {
      base: Math.exp(mean(sides.base.map(meanLog))!),
      candidate: Math.exp(meanLog(sides.candidate)),
    },
    gain,
    interval: { low: Math.min(...ends), high: Math.max(...ends) },
    p: normalised(change, error, noise.freedom),
    rounds: ranks,
    least: (strict, level) => {
      const least = shift(strict, level);
      return least === null ? null : Math.abs(Math.expm1(-sign * least));
    },
    floor,
    note: noise.seenIn === "elsewhere" ? assumed : null,
  };
}
