import { median, relativeSpeeds, standardDeviation } from "../records/index.ts";
import { nightlyResult } from "./nightly.ts";

/** One cell that ran again and again. */
export interface Repeated {
  readonly variant: string;
  readonly runs: readonly Run[];
}

/** What a run measured of training: the relative speed of each round, and the peak of resident memory. */
export interface Run {
  readonly speeds: readonly number[];
  readonly memoryBytes: number;
}

/** By how much a cell differs from run to run, as standard deviations of logarithms. */
export interface Scatter {
  /** Of the relative speed, the median of its rounds, and of memory. */
  readonly speed: number;
  readonly memory: number;
  /** Of the relative speeds of the rounds within a run: the median over the runs. */
  readonly round: number;
}

/** Nightly cells run again and again, in turn, as they are every night. */
export async function benchScatter(
  variants: readonly string[],
  count: number,
  threads: number,
): Promise<readonly Repeated[]> {
  const runs = variants.map((): Run[] => []);
  for (let run = 0; run < count; run++) {
    for (const [i, variant] of variants.entries()) {
      const { throughput, peakRssBytes } = await nightlyResult(variant, threads);
      runs[i]!.push({
        speeds: relativeSpeeds(throughput!.train!).map((speed) => Number(speed.toPrecision(4))),
        memoryBytes: peakRssBytes.train!,
      });
    }
  }
  return variants.map((variant, i) => ({ variant, runs: runs[i]! }));
}

export const scatterOf = ({ runs }: Repeated): Scatter => ({
  speed: deviation(runs.map(({ speeds }) => median(speeds)!)),
  memory: deviation(runs.map(({ memoryBytes }) => memoryBytes)),
  round: median(runs.map(({ speeds }) => deviation(speeds)))!,
});

const deviation = (values: readonly number[]): number => standardDeviation(values.map(Math.log))!;
