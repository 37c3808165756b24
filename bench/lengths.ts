import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { medianOf } from "./median.ts";

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

interface Line {
  readonly samples: readonly number[];
  readonly peakRssMiB: number;
}

const script = fileURLToPath(new URL("step.js", import.meta.url));

/** Every variant at batch 1, each step timed in a fresh process, variants in turn within a round. Softmax is among them. */
export function benchLength(
  variants: readonly string[],
  { length, rounds }: { length: number; rounds: number },
): readonly LengthRow[] {
  const names = ["softmax", ...variants.filter((name) => name !== "softmax")];
  const lines = names.map((): Line[] => []);
  for (let round = 0; round < rounds; round++) {
    names.forEach((variant, i) => void lines[i]!.push(timeStep({ variant, length, batch: 1 })));
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

/** One process of `step.js` with these flags. */
export function timeStep(flags: Readonly<Record<string, string | number>>): Line {
  const args = Object.entries({ steps: 6, threads: 2, ...flags }).flatMap(([flag, value]) => [
    `--${flag}`,
    String(value),
  ]);
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`step.js ${args.join(" ")}: exited with ${status}: ${stderr}`);
  return JSON.parse(stdout) as Line;
}
