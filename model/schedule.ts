import type { Optimiser, Schedule } from "./spec.ts";

/**
 * Learning rate of the step after `done` steps, of `total`.
 *
 * - `rsqrt`: base · min(1, t / warmup) / √max(t, warmup); the first step has 0. (LRA, train_utils.py)
 * - `cosine`: base · min(1, t / warmup) · ½ (1 + cos π (t − warmup) / total); the cosine's period is the whole
 *   training, as in the benchmark, so it does not quite reach 0.
 * - `oneCycle`: straight up from base / 25 to base at `warmup`, straight down to base / 250,000 at the last step. Smith
 *   & Topin 2017, arXiv 1708.07120, in PyTorch's form; momentum is left alone.
 */
export function learningRate(
  { learningRate: base, schedule }: Optimiser,
  done: number,
  total: number,
): number {
  const rising = Math.min(1, done / schedule.warmup);
  switch (schedule.kind) {
    case "rsqrt":
      return (base * rising) / Math.sqrt(Math.max(done, schedule.warmup));
    case "cosine": {
      const turn = (Math.max(0, done - schedule.warmup) / total) % 1;
      return base * rising * 0.5 * (1 + Math.cos(Math.PI * turn));
    }
    case "oneCycle":
      return oneCycle(base, schedule, done, total);
  }
}

function oneCycle(base: number, { warmup }: Schedule, done: number, total: number): number {
  const [first, last] = [base / 25, base / 25 / 1e4];
  const peak = warmup - 1;
  if (done <= peak) return first + (base - first) * (peak === 0 ? 1 : done / peak);
  return base + (last - base) * Math.min(1, (done - peak) / (total - 1 - peak));
}
