import { medianOf } from "./median.ts";
import { ours, type TimedSteps, timed } from "./timed.ts";

/** Training steps of one variant at one length, over all rounds. */
export interface LengthRow {
  readonly variant: string;
  readonly length: number;
  readonly stepMs: number;
  readonly peakMiB: number;
  /** Of what softmax takes at this length: of the medians, and of the peaks. */
  readonly timeOfSoftmax: number;
  readonly memoryOfSoftmax: number;
}

/** Every variant at batch 1, each step timed in a fresh process, variants in turn within a round. Softmax is among them. */
export function benchLength(
  variants: readonly string[],
  { length, rounds }: { length: number; rounds: number },
): readonly LengthRow[] {
  const names = ["softmax", ...variants.filter((name) => name !== "softmax")];
  const lines = names.map((): TimedSteps[] => []);
  for (let round = 0; round < rounds; round++) {
    names.forEach((variant, i) => void lines[i]!.push(timed(ours, { variant, length, batch: 1 })));
  }
  const rows = names.map((variant, i) => ({
    variant,
    length,
    stepMs: medianOf(lines[i]!.flatMap(({ samples }) => samples)),
    peakMiB: Math.max(...lines[i]!.map(({ peakRssMiB }) => peakRssMiB)),
  }));
  const [softmax] = rows;
  return rows.map((row) => ({
    ...row,
    timeOfSoftmax: row.stepMs / softmax!.stepMs,
    memoryOfSoftmax: row.peakMiB / softmax!.peakMiB,
  }));
}
