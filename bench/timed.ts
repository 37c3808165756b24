import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { nodeFlags } from "../runner/child.ts";

/** What `step.js`, and a peer's script of its kind, prints. */
export interface TimedSteps {
  readonly stepMs: number;
  readonly samples: readonly number[];
  readonly peakRssMiB: number;
}

/** Of `step.js` and of a peer's script. */
export interface StepSize {
  readonly variant: string;
  readonly batch: number;
  readonly length: number;
}

const script = fileURLToPath(new URL("step.js", import.meta.url));

/** The program that times our own steps. */
export const ours: readonly string[] = [process.execPath, ...nodeFlags, script];

/** Runs such a program in a process of its own. `more` are flags that not all of them know. */
export function timed(
  program: readonly string[],
  size: StepSize,
  more: Readonly<Record<string, string | number>> = {},
): TimedSteps {
  const flags = { ...size, steps: 6, threads: 2, ...more };
  const [command, ...given] = program;
  const args = [
    ...given,
    ...Object.entries(flags).flatMap(([flag, value]) => [`--${flag}`, String(value)]),
  ];
  const { status, stdout, stderr } = spawnSync(command!, args, { encoding: "utf8" });
  if (status !== 0)
    throw new Error(`${command} ${args.join(" ")}: exited with ${status}: ${stderr}`);
  return JSON.parse(stdout) as TimedSteps;
}
