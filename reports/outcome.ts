import type { Outcome, Record, Result, Timed } from "../records/index.ts";
import { duration, oneLine } from "./format.ts";

/** What a record measured; `null` where its run did not come to numbers. */
export function resultOf({ outcome }: Record): Result | null {
  return outcome.kind === "ok" || outcome.kind === "chance" ? outcome.result : null;
}

/** What a record measured of speed and memory, trained or timed alone; `null` where its run did not come to numbers. */
export function efficiencyOf(record: Record): Timed | null {
  return record.outcome.kind === "timed" ? record.outcome.timed : resultOf(record);
}

/** Why a cell has no numbers, on one line; `null` where it has. */
export function whyNot(outcome: Outcome): string | null {
  switch (outcome.kind) {
    case "ok":
    case "chance":
    case "timed":
      return null;
    case "timeout": {
      const reached = outcome.step === null ? "" : ` at step ${outcome.step}`;
      return `timeout: stopped after ${duration(outcome.afterMs)}${reached}`;
    }
    case "crash": {
      const code = outcome.exitCode === null ? "" : `exit code ${outcome.exitCode}`;
      const end = outcome.signal ?? code;
      const isSaid = outcome.reason.includes(end);
      return `crash: ${oneLine(isSaid ? outcome.reason : `${end}; ${outcome.reason}`)}`;
    }
    case "oom":
    case "unsupported":
    case "invalid":
      return `${outcome.kind}: ${oneLine(outcome.reason)}`;
  }
}
