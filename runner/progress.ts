import { nowMs } from "./clock.ts";
import type { Progress } from "./messages.ts";

const everyMs = 100;

/** Keeps the state of a cell's progress: each change is merged into it, and it is sent when its phase changes or 100 ms have passed. */
export function progressOf(
  steps: number,
  send: (progress: Progress) => void,
): (change: Partial<Progress>) => void {
  let latest: Progress = { phase: "data", step: 0, steps, loss: null, validationAccuracy: null };
  let sent: { readonly phase: Progress["phase"]; readonly atMs: number } | null = null;
  return (change) => {
    latest = { ...latest, ...change };
    if (sent && sent.phase === latest.phase && nowMs() - sent.atMs < everyMs) return;
    sent = { phase: latest.phase, atMs: nowMs() };
    send(latest);
  };
}
