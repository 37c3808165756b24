import { CommanderError } from "commander";
import { type ExitCode, exit } from "./exit.ts";

/** How an error ends the process: what stderr shows (`""` for nothing) and the exit code. */
export interface Failure {
  readonly text: string;
  readonly code: ExitCode;
}

/** Errors that tell a user what to do, and how they end. By name: importing their classes would load what a quick command does without. */
const told: Readonly<{ [name: string]: ExitCode }> = {
  UsageError: exit.usage,
  StoreError: exit.usage,
  DataError: exit.usage,
  NoBaseError: exit.incomparable,
};

/** An error as a user should see it: a line that begins with `lra:`; the stack only when debugging. */
export function failureOf(error: unknown, isDebug: boolean): Failure {
  if (error instanceof CommanderError) return commanderFailure(error);
  if (!(error instanceof Error)) return { text: `lra: ${String(error)}\n`, code: exit.internal };
  const isTold = Object.hasOwn(told, error.name);
  const code = told[error.name] ?? exit.internal;
  if (isDebug) return { text: `lra: ${error.stack ?? error.message}\n`, code };
  const text = isTold ? error.message : `internal error: ${error.message}. ${advice}`;
  return { text: `${text.replace(/^/gm, "lra: ")}\n`, code };
}

const advice = "Run it again with --debug to see where, and report it.";

/** Help and versions are printed by commander itself; its other errors are of the command line. */
function commanderFailure({ code, message, exitCode }: CommanderError): Failure {
  if (exitCode === 0) return { text: "", code: exit.ok };
  if (code === "commander.help") return { text: "", code: exit.usage };
  const [fault = "", hint] = message.replace(/^error: /, "").split("\n");
  const suggestion = hint ? ` ${hint.replace(/^\((.*)\)$/, "$1")}` : "";
  return {
    text: `lra: ${fault.replace(/\.$/, "")}.${suggestion} See lra --help.\n`,
    code: exit.usage,
  };
}
