import { usual } from "../compare/index.ts";
import type { Candidate } from "./candidates.ts";

/** What candidates are weighed by. */
export const aims = ["accuracy", "speed", "memory"] as const;
export type Aim = (typeof aims)[number];

/** Whether the estimate of `a` is better than that of `b`; a missing one is never better. */
function isAhead(a: Candidate, b: Candidate, aim: Aim): boolean {
  const [left, right] = [goodness(a, aim), goodness(b, aim)];
  return left !== null && (right === null || left > right);
}

/**
 * Whether it is better by more than the noise: by accuracy as the leaderboard has it, by speed where the intervals
 * are apart.
 */
export function isSurelyAhead(a: Candidate, b: Candidate, aim: Aim): boolean {
  if (!isAhead(a, b, aim)) return false;
  if (aim === "accuracy") return !a.ties.some((tie) => b.ties.includes(tie));
  const [left, right] = [a.speed?.interval, b.speed?.interval];
  if (aim === "speed" && left && right) return left.low > right.high;
  const less = goodness(b, aim);
  return less === null || goodness(a, aim)! > surely[aim] * less;
}

/** The smallest leads that matter, as in a comparison. */
export const leads = usual.thresholds;

/**
 * How many times as good is surely better, of what has no interval: memory by what `lra compare` takes for a change, speeds by
 * what a shared machine drifts between cells that were not timed beside a metronome.
 */
const surely = { speed: 2, memory: 1 + leads.ratio };

/** Whether the estimate of `a` is better by what matters: the best guess, however sure it is. */
export function isAheadByMuch(a: Candidate, b: Candidate, aim: Aim): boolean {
  const [more, less] = [goodness(a, aim), goodness(b, aim)];
  if (more === null || less === null) return less === null && more !== null;
  return aim === "accuracy" ? more - less >= leads.accuracy : more >= (1 + leads.ratio) * less;
}

/** More is better, whatever the aim. */
function goodness({ accuracy, speed, memoryBytes }: Candidate, aim: Aim): number | null {
  switch (aim) {
    case "accuracy":
      return accuracy?.mean ?? null;
    case "speed":
      return speed?.value ?? null;
    case "memory":
      return memoryBytes === null ? null : 1 / memoryBytes;
  }
}

/**
 * What `a` is surely better at, where it is no worse than `b` by any estimate: then `a` dominates `b`. `[]` where it
 * does not; to be ahead within the noise is not to dominate.
 */
export function dominance(a: Candidate, b: Candidate): readonly Aim[] {
  if (aims.some((aim) => isAhead(b, a, aim))) return [];
  return aims.filter((aim) => isSurelyAhead(a, b, aim));
}

/** By an aim the best first; those that tie by the next aim. */
export function inOrderOf(order: readonly Aim[]) {
  return (a: Candidate, b: Candidate): number => {
    const aim = order.find((one) => isAhead(a, b, one) || isAhead(b, a, one));
    return aim === undefined ? 0 : isAhead(a, b, aim) ? -1 : 1;
  };
}
