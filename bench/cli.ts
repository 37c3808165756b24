import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { medianOf } from "./median.ts";

/** How long a command takes, from starting the process to its end. */
export interface CommandSpeed {
  readonly command: string;
  readonly ms: readonly number[];
  readonly medianMs: number;
  /** Of a Node that does nothing, in the same run. */
  readonly timesBareNode: number;
}

const cli = fileURLToPath(new URL("../cli.js", import.meta.url));
const bare = ["-e", "0"];
const commands = [["--help"], ["list", "variants"]];
const repeats = 7;

/** Times the two commands that must feel immediate, in turn with a bare Node, so that a busy moment meets all. */
export function benchCli(): readonly CommandSpeed[] {
  const all = [bare, ...commands.map((args) => [cli, ...args])];
  const rounds = Array.from({ length: repeats }, () => all.map(timeOf));
  const timesOf = (i: number) => rounds.map((round) => round[i]!);
  const bareMs = medianOf(timesOf(0));
  return commands.map((args, i) => {
    const ms = timesOf(i + 1);
    const medianMs = medianOf(ms);
    return { command: `lra ${args.join(" ")}`, ms, medianMs, timesBareNode: medianMs / bareMs };
  });
}

function timeOf(args: readonly string[]): number {
  const start = performance.now();
  const { status } = spawnSync(process.execPath, args);
  if (status !== 0) throw new Error(`node ${args.join(" ")}: must exit with 0: got ${status}.`);
  return performance.now() - start;
}
