/** One cell in a process of its own, watched from outside: nothing else runs in it while `session.run` does. */
import { type ChildProcess, fork } from "node:child_process";
import { totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import type { Cell } from "../records/index.ts";
import { nowMs } from "./clock.ts";
import type { End, Ending, Exit } from "./ending.ts";
import { type Heard, type Hearing, hear } from "./hear.ts";
import { watchResident } from "./memory.ts";

/** A process's life as its parent saw it. */
export interface Life extends Heard {
  readonly ending: Ending;
  /** The most that it was seen to hold. */
  readonly peakBytes: number | null;
  readonly durationMs: number;
}

export interface ChildOptions extends Hearing {
  /** Ends the process; the cell is then nobody's. */
  readonly signal?: AbortSignal | undefined;
  /** Memory that the machine has, or the container; cells without a limit of their own are held to most of it. */
  readonly machineBytes?: number | undefined;
  /** From SIGTERM, which may be ignored, to SIGKILL, which cannot. */
  readonly graceMs?: number | undefined;
  /** The folder that it leaves trained weights in; none, where there is no folder. */
  readonly weights?: string | undefined;
  /** The compiled program of the process. */
  readonly program?: string | undefined;
}

/**
 * How Node runs what is measured: garbage is told to go before memory is taken, and collected by no threads of their own,
 * which would push those of ONNX Runtime off their cores in the middle of a step.
 */
export const nodeFlags = ["--expose-gc", "--single-threaded-gc"];

const worker = fileURLToPath(new URL("./worker.js", import.meta.url));
const defaultGraceMs = 5_000;
/** A timer that is set to more fires at once. */
const longestMs = 2 ** 31 - 1;
/** Of the machine's memory, what a cell without a limit of its own may hold: before the kernel picks a victim. */
const mostOfMemory = 0.9;

/** Starts a process, hands it the cell and waits until it is gone. */
export async function runChild(cell: Cell, options: ChildOptions): Promise<Life> {
  const { program = worker, graceMs = defaultGraceMs, machineBytes = totalmem() } = options;
  const { signal, weights } = options;
  const startMs = nowMs();
  const stdio = ["ignore", "ignore", "pipe", "ipc"] as const;
  const child = fork(program, weights ? [weights] : [], {
    execArgv: nodeFlags,
    stdio: [...stdio],
    detached: hasGroups,
  });
  const terminator = terminatorOf(child, graceMs);
  const heard = hear(child, terminator.end, options);
  const { timeoutMs, memoryBytes } = cell.budget;
  const limits = { timeoutMs, memoryBytes: memoryBytes ?? Math.floor(mostOfMemory * machineBytes) };
  const unguard = guard(child, limits, signal, terminator.end);
  child.send(cell, () => {}); // a process that is gone already tells so by its exit
  const exit = await closed(child);
  terminator.retire();
  const peakBytes = unguard();
  const ending = terminator.ending() ?? { kind: "silent", ...exit };
  return { ending, peakBytes, ...heard(), durationMs: nowMs() - startMs };
}

/** Ends a process for the first reason that comes up, and sees to it that it does end. */
function terminatorOf(child: ChildProcess, graceMs: number) {
  let ending: Ending | null = null;
  let timer: NodeJS.Timeout | null = null;
  const end: End = (why, signal) => {
    if (ending) return;
    ending = why;
    if (signal) killAll(child, signal);
    if (signal !== "SIGKILL") timer = setTimeout(() => killAll(child, "SIGKILL"), graceMs);
  };
  return { end, ending: (): Ending | null => ending, retire: () => timer && clearTimeout(timer) };
}

/** Holds a process to its budget, and ends it when asked to; the returned function stops that and tells its peak of memory. */
function guard(
  child: ChildProcess,
  {
    timeoutMs,
    memoryBytes: limitBytes,
  }: { readonly timeoutMs: number; readonly memoryBytes: number },
  signal: AbortSignal | undefined,
  end: End,
): () => number | null {
  let peakBytes: number | null = null;
  const expire = () => end({ kind: "timeout" }, "SIGTERM");
  const timer = setTimeout(expire, Math.min(timeoutMs, longestMs));
  const unwatch = watchResident(child.pid ?? 0, (residentBytes) => {
    peakBytes = Math.max(peakBytes ?? 0, residentBytes);
    if (residentBytes > limitBytes) {
      end({ kind: "overweight", residentBytes, limitBytes }, "SIGKILL");
    }
  });
  const abort = () => end({ kind: "aborted" }, "SIGKILL");
  if (signal?.aborted) abort();
  signal?.addEventListener("abort", abort);
  return () => {
    clearTimeout(timer);
    unwatch();
    signal?.removeEventListener("abort", abort);
    return peakBytes;
  };
}

/** A cell leads a process group: what a plug-in starts is of it, and ends with it. */
const hasGroups = process.platform !== "win32";

function killAll(child: ChildProcess, signal: NodeJS.Signals): void {
  if (!hasGroups || child.pid === undefined) return void child.kill(signal);
  try {
    process.kill(-child.pid, signal);
  } catch {
    // all are gone
  }
}

/** What it wrote has been read by then, unless something that left the group holds its stderr. */
const lastWordsMs = 1000;

/** Waits until a process and its group are gone and all that it wrote has been read; one that could not be started has no exit code. */
const closed = (child: ChildProcess): Promise<Exit> =>
  new Promise((resolve) => {
    child.once("exit", (exitCode, signal) => {
      killAll(child, "SIGKILL");
      const timer = setTimeout(() => child.stderr?.destroy(), lastWordsMs);
      child.once("close", () => {
        clearTimeout(timer);
        resolve({ exitCode, signal });
      });
    });
    child.once("error", () => {
      if (child.pid === undefined) resolve({ exitCode: null, signal: null });
    });
  });
