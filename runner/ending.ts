import type { Cell, Outcome } from "../records/index.ts";
import { saysNoMemory } from "./memory.ts";

/** How a process left; both are `null` when it could not be started. */
export interface Exit {
  readonly exitCode: number | null;
  readonly signal: string | null;
}

/** How a cell's process came to its end. */
export type Ending =
  /** It said itself what became of the cell. */
  | { readonly kind: "told"; readonly outcome: Outcome }
  | { readonly kind: "timeout" }
  | { readonly kind: "overweight"; readonly residentBytes: number; readonly limitBytes: number }
  | { readonly kind: "aborted" }
  /** It said what is not a message. */
  | { readonly kind: "garbled"; readonly said: string }
  | ({ readonly kind: "silent" } & Exit);

/** Ends a process: why, and by which signal; without one it is trusted to go. */
export type End = (why: Ending, signal: "SIGTERM" | "SIGKILL" | null) => void;

/** What is known around the end, to tell want of memory from other deaths. */
export interface Evidence {
  readonly budget: Cell["budget"];
  /** The variant, where it is a module and may be to blame; else `null`. */
  readonly module: string | null;
  readonly step: number | null;
  readonly peakBytes: number | null;
  readonly stderr: string;
  readonly machineBytes: number;
  /** Whether the kernel ended any process for want of memory meanwhile. */
  readonly hasOomKill: boolean;
}

/** In MiB; what is less than one in the largest unit that it fills. */
function sized(bytes: number): string {
  if (bytes >= 2 ** 20) return `${Math.round(bytes / 2 ** 20)} MiB`;
  return bytes >= 2 ** 10 ? `${Math.round(bytes / 2 ** 10)} KiB` : `${bytes} B`;
}

/** A process that held this share of what it may was, when the kernel killed it, most likely killed for that. */
const nearlyAll = 0.9;

/** The end of a process as a cell's outcome; `null` when it was ended on request, which says nothing about the cell. */
export function outcomeOf(ending: Ending, evidence: Evidence): Outcome | null {
  const { budget, module, step, peakBytes } = evidence;
  switch (ending.kind) {
    case "told":
      return ending.outcome;
    case "aborted":
      return null;
    case "timeout":
      return { kind: "timeout", afterMs: budget.timeoutMs, step };
    case "overweight": {
      const { residentBytes, limitBytes } = ending;
      const reason = `resident memory must stay within ${sized(limitBytes)}: got ${sized(residentBytes)}`;
      return { kind: "oom", reason, peakRssBytes: peakBytes };
    }
    case "garbled": {
      const reason = `${blamed(module)}the process said what is not a message: ${ending.said}`;
      return { kind: "crash", exitCode: null, signal: null, reason };
    }
    case "silent":
      return death(ending, evidence);
  }
}

function death({ exitCode, signal }: Exit, evidence: Evidence): Outcome {
  const { budget, module, peakBytes, machineBytes, stderr, hasOomKill } = evidence;
  const limitBytes = Math.min(budget.memoryBytes ?? machineBytes, machineBytes);
  const isFull = (peakBytes ?? 0) > nearlyAll * limitBytes;
  const isTaken = signal === "SIGKILL" && (hasOomKill || isFull);
  if (isTaken || saysNoMemory(stderr)) {
    const reason = isTaken ? "the system killed the process for its memory" : how(signal, exitCode);
    return { kind: "oom", reason: reason + said(stderr), peakRssBytes: peakBytes };
  }
  const reason = blamed(module) + how(signal, exitCode) + said(stderr);
  return { kind: "crash", exitCode, signal, reason };
}

const blamed = (module: string | null): string => (module === null ? "" : `variant ${module}: `);

const how = (signal: string | null, exitCode: number | null): string =>
  `${signal ? `ended by ${signal}` : `exit code ${exitCode}`}, without an outcome`;

/** The line of stderr that speaks of memory, else its last lines, on one line to be put behind a sentence. */
function said(stderr: string): string {
  const lines = stderr.trim().split("\n");
  const telling = lines.filter(saysNoMemory).slice(-1);
  const quoted = telling.length > 0 ? telling : lines.slice(-3);
  const text = quoted.map((line) => line.trim()).join(" | ");
  return text === "" ? "" : `; last said: ${text}`;
}
