import { resultOf } from "../outcome.ts";
import type { Pair } from "./match.ts";

/** Both sides of a seed. */
export interface Both<T> {
  readonly base: T;
  readonly candidate: T;
}

/** What counts of a record as its test; `null` where it has none. */
export const testOf = (record: NonNullable<Pair["base"]>) =>
  resultOf(record)?.[record.selection] ?? null;

/** Both sides of the seeds that have both. */
export function both<T>(
  pairs: readonly Pair[],
  of: (record: NonNullable<Pair["base"]>) => T | null,
) {
  return pairs.flatMap((pair): Both<T>[] => {
    const base = pair.base && of(pair.base);
    const candidate = pair.candidate && of(pair.candidate);
    return base && candidate ? [{ base, candidate }] : [];
  });
}
