import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { setTimeout } from "node:timers/promises";

const pollMs = 200;

export interface Waiting {
  /** Told once whom it waits for. */
  readonly onWait?: ((holder: string) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs `work` while no other process holds the lock `file`; waits for one that does. A lock whose process is gone is
 * taken over. Throws an AbortError when `signal` aborts the waiting.
 */
export async function locked<T>(
  file: string,
  work: () => Promise<T>,
  { onWait, signal }: Waiting = {},
): Promise<T> {
  let told: string | null = null;
  while (!take(file)) {
    const holder = textOf(file);
    if (holder === null) continue;
    if (isGone(holder)) {
      clear(file, holder);
      continue;
    }
    if (told !== holder) onWait?.(`process ${holder.trim().replace(" ", " on ")}; lock ${file}`);
    told = holder;
    await setTimeout(pollMs, undefined, { signal });
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** A lock comes into being with its text in it, or not at all. */
function take(file: string): boolean {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, `${process.pid} ${hostname()}\n`);
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

/** Removes the lock of a process that is gone; if another has taken it over meanwhile, that one's is put back. */
function clear(file: string, gone: string): void {
  const aside = `${file}.${process.pid}.gone`;
  try {
    renameSync(file, aside);
    if (readFileSync(aside, "utf8") !== gone) linkSync(aside, file);
  } catch (error) {
    if (!["ENOENT", "EEXIST"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
  rmSync(aside, { force: true });
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

/** Of processes on other machines nothing is known; within one process locks are kept by waiting. */
function isGone(holder: string): boolean {
  const [pid, host] = holder.trim().split(" ");
  if (host !== hostname() || Number(pid) === process.pid) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}
