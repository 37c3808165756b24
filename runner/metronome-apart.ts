import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { nodeFlags } from "./child.ts";
import { stayOnCore } from "./core.ts";
import type { Metronome } from "./metronome.ts";
import type { SessionOptions } from "./session.ts";

const worker = fileURLToPath(new URL("./metronome-worker.js", import.meta.url));

const beatSchema = z.strictObject({ ms: z.number(), inRunMs: z.number() });

/**
 * One in a process of its own: the memory of what is timed stays its own. On one thread both stay on one core from now on.
 * `program` is what is run.
 */
export async function openMetronomeApart(
  { device, threads }: Pick<SessionOptions, "device" | "threads">,
  program = worker,
): Promise<Metronome> {
  if (device === "cpu" && threads === 1) stayOnCore();
  const child = fork(program, [device, String(threads)], {
    execArgv: nodeFlags,
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ended = new Promise<never>((_, reject) => {
    child.once("exit", (code, signal) => reject(new Error(gone(code, signal))));
  });
  ended.catch(() => {}); // heard by whoever waits for a beat; where nobody does, nothing is lost
  const told = () =>
    Promise.race([ended, new Promise<unknown>((resolve) => child.once("message", resolve))]);
  await told();
  return {
    async beat() {
      const answer = told();
      child.send("beat", () => {}); // a process that is gone already tells so by its exit
      return beatSchema.parse(await answer);
    },
    async close() {
      child.kill("SIGKILL");
      await ended.catch(() => {});
    },
  };
}

const gone = (code: number | null, signal: string | null): string =>
  `the metronome's process ended: ${signal === null ? `exit code ${code}` : signal}`;
