import { binomialTail } from "./binomial.ts";
import type { Interval } from "./summary.ts";

/**
 * Interval that holds the median with at least 95 %, whatever the distribution: two of the samples themselves.
 * Thompson 1936, Ann. Math. Statist. 7, 122-128. `null` of fewer than six samples, which cannot hold it so surely.
 */
export function medianInterval(samples: readonly number[]): Interval | null {
  const n = samples.length;
  let below = 0; // samples left out on either side
  while (outside(below, n) <= 0.025) below++;
  if (below === 0) return null;
  const sorted = [...samples].sort((a, b) => a - b);
  return { low: sorted[below - 1]!, high: sorted[n - below]! };
}

/** P(at most `below` of n samples lie under the median). */
const outside = (below: number, n: number): number => 1 - binomialTail(below + 1, n, 0.5);
