import { medianInterval } from "./median-interval.ts";
import { studentPoint } from "./student.ts";
import { type Interval, mean, median, standardDeviation, z } from "./summary.ts";

/**
 * What speed and memory of one cell are taken to scatter by from run to run where no more is known, as a standard deviation of
 * logarithms. On a machine that others use speeds scattered by 1.1 to 2.0 % and memory by 0.9 to 2.5 %
 * (`npm run bench -- scatter`); others may be busier.
 */
export const runScatter = 0.03;

/** How many degrees of freedom that counts for, beside those of the runs at hand. */
const priorFreedom = 10;

/** A positive figure over several runs. */
export interface RunsMean {
  /** Geometric mean of the runs' medians. */
  readonly value: number;
  /** 95 %: of the mean over ever more runs; `null` where a run has fewer than six samples. */
  readonly interval: Interval | null;
}

/**
 * From the samples of each run, which are positive. Medians of runs scatter by the noise of their samples and by what is the
 * same for all samples of one run. Few runs hardly know their scatter, so its variance is the mean of what is seen and what
 * is expected, by degrees of freedom: eq. 1 of Smyth 2004, Stat. Appl. Genet. Mol. Biol. 3(1), art. 3. `null` of no runs.
 */
export function meanOfRuns(runs: readonly (readonly number[])[]): RunsMean | null {
  const logs = runs.map((samples) => Math.log(median(samples)!));
  const middle = mean(logs);
  if (middle === null) return null;
  const value = Math.exp(middle);
  const noises = runs.map(medianVariance).filter((noise) => noise !== null);
  if (noises.length < runs.length) return { value, interval: null };
  const expected = runScatter ** 2 + mean(noises)!;
  const seenFreedom = runs.length - 1;
  const seen = (standardDeviation(logs) ?? 0) ** 2;
  const freedom = priorFreedom + seenFreedom;
  const variance = (priorFreedom * expected + seenFreedom * seen) / freedom;
  const half = studentPoint(0.05, freedom) * Math.sqrt(variance / runs.length);
  return { value, interval: { low: value * Math.exp(-half), high: value * Math.exp(half) } };
}

/** Of the logarithm of the median, by the noise of the samples alone; `null` of fewer than six. */
function medianVariance(samples: readonly number[]): number | null {
  const interval = medianInterval(samples);
  return interval && (Math.log(interval.high / interval.low) / (2 * z)) ** 2;
}
