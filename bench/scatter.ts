import { median, type Result, relativeSpeeds, standardDeviation } from "../records/index.ts";
import { nightlyResult } from "./nightly.ts";

/** By how much one cell differs from run to run, as standard deviations of logarithms. */
export interface Scatter {
  readonly variant: string;
  /** Of the relative speed of training, and of its peak of resident memory. */
  readonly speed: number;
  readonly memory: number;
  /** Of the relative speeds of the rounds within a run: the median over the runs. */
  readonly round: number;
}

/** Nightly cells run again and again, in turn, as they are every night. */
export async function benchScatter(
  variants: readonly string[],
  runs: number,
  threads: number,
): Promise<readonly Scatter[]> {
  const results = variants.map((): Result[] => []);
  for (let run = 0; run < runs; run++) {
    for (const [i, variant] of variants.entries()) {
      results[i]!.push(await nightlyResult(variant, threads));
    }
  }
  return variants.map((variant, i) => {
    const rounds = results[i]!.map(({ throughput }) => relativeSpeeds(throughput!.train!));
    return {
      variant,
      speed: scatterOf(rounds.map((speeds) => median(speeds)!)),
      memory: scatterOf(results[i]!.map(({ peakRssBytes }) => peakRssBytes.train!)),
      round: median(rounds.map(scatterOf))!,
    };
  });
}

const scatterOf = (values: readonly number[]): number => standardDeviation(values.map(Math.log))!;
