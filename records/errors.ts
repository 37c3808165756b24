import { z } from "zod";

/** A store cannot be read or written. The message is one line: which file, what is wrong with it, what to do. */
export class StoreError extends Error {
  override readonly name = "StoreError";
}

/** The first thing a schema holds against a value, with its path: `cell.seed: Invalid input: expected number, …`. */
export function firstProblem({ issues }: z.ZodError): string {
  const { path, message } = issues[0]!;
  return path.length === 0 ? message : `${z.core.toDotPath(path)}: ${message}`;
}

/** What the system said (`ENOSPC: no space left on device, write`), on one line. */
export function systemReason(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ");
}
