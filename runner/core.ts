import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * Keeps the main thread on the processor core that it runs on, and with it the processes that it starts from now on: the cores
 * of a shared machine differ in speed, so what is to be compared must run on one. Where that cannot be had, outside Linux or
 * without util-linux, nothing happens.
 */
export function stayOnCore(): void {
  const core = currentCore();
  if (core === null) return;
  spawnSync("taskset", ["--pid", "--cpu-list", String(core), String(process.pid)], {
    stdio: "ignore",
  });
}

/** `null` where the system does not tell. Source: proc_pid_stat(5), field 39. */
export function currentCore(): number | null {
  let stat: string;
  try {
    stat = readFileSync("/proc/self/stat", "utf8");
  } catch {
    return null;
  }
  const behindName = stat.slice(stat.lastIndexOf(")") + 2).split(" "); // from field 3: a name may hold anything
  return Number(behindName[39 - 3]);
}
