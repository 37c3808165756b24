import { availableParallelism } from "node:os";
import {
  isCached,
  type PrepareOptions,
  prepare,
  requireCache,
  requireImported,
  WriteFault,
} from "../data/index.ts";
import type { Cell } from "../records/index.ts";
import { DataError } from "../tasks/index.ts";
import { type Outline, outline } from "./outline.ts";

/**
 * Sees to it that a cell's data is in the cache, unless the cell reads none. Gives what is wrong with the data, or `null`.
 * Throws a WriteFault where the cache cannot be written, which says nothing about the cell.
 */
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
    if (error instanceof DataError && !(error instanceof WriteFault)) return error.message;
    throw error;
  }
}

/** Throws DataError where these cells want data that would have to be imported first, or made in a cache that cannot be written. */
export async function requireData(cells: readonly Cell[]): Promise<void> {
  const choices = cells.filter(readsData).map((cell) => outline(cell).choice);
  if (!choices.every(isCached)) await requireCache();
  for (const choice of choices) requireImported(choice);
}

/** Speed is measured on random tokens. */
const readsData = ({ measure }: Cell): boolean => measure !== "speed";
