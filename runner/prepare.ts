import { availableParallelism } from "node:os";
import { type PrepareOptions, prepare, requireCache, requireImported } from "../data/index.ts";
import type { Cell } from "../records/index.ts";
import { DataError } from "../tasks/index.ts";
import { type Outline, outline } from "./outline.ts";

/** Sees to it that a cell's data is in the cache, unless the cell reads none. Gives what went wrong, or `null`. */
export async function prepareData(
  cell: Cell,
  { choice, refusal }: Outline,
  options: Omit<PrepareOptions, "threads">,
): Promise<string | null> {
  if (!readsData(cell) || refusal !== null) return null;
  try {
    await prepare(choice, { ...options, threads: availableParallelism() });
    return null;
  } catch (error) {
    if (options.signal?.aborted) return null;
    if (error instanceof DataError) return error.message;
    throw error;
  }
}

/** Throws DataError where these cells want data that would have to be imported first, or the cache cannot be written. */
export async function requireData(cells: readonly Cell[]): Promise<void> {
  const reading = cells.filter(readsData);
  if (reading.length > 0) await requireCache();
  for (const cell of reading) requireImported(outline(cell).choice);
}

/** Speed is measured on random tokens. */
const readsData = ({ measure }: Cell): boolean => measure !== "speed";
