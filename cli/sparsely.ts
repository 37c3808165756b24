import { nowMs } from "../runner/index.ts";

const everyMs = 100;

/** `send`, called at most ten times a second; what comes between is dropped. */
export function sparsely<Args extends readonly unknown[]>(
  send: (...args: Args) => void,
): (...args: Args) => void {
  let sentMs = Number.NEGATIVE_INFINITY;
  return (...args) => {
    if (nowMs() - sentMs < everyMs) return;
    sentMs = nowMs();
    send(...args);
  };
}
