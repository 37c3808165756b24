import type { Outcome, Record } from "../records/index.ts";
import { type ExitCode, exit } from "./exit.ts";

/** The exit code that the ends of a run's cells call for. */
export function verdict(records: readonly Record[]): ExitCode {
  const outcomes = records.map(({ outcome }) => outcome);
  const isComplete = outcomes.every(isSettled) && outcomes.some(hasNumbers);
  return isComplete ? exit.ok : exit.incomplete;
}

/** A cell that another run of the same command need not change. */
export function isSettled({ kind }: Outcome): boolean {
  switch (kind) {
    case "ok":
    case "chance":
    case "timed":
    case "unsupported":
      return true;
    case "oom":
    case "timeout":
    case "crash":
    case "invalid":
      return false;
  }
}

const hasNumbers = ({ kind }: Outcome): boolean =>
  kind === "ok" || kind === "chance" || kind === "timed";
