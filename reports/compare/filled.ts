import type { Cell, Record } from "../../records/index.ts";
import { kindsOf, type Likeness } from "./partners.ts";

/** A base of several runs, without gaps. */
export interface Filled {
  readonly base: readonly Record[];
  /** Runs before it, newest first, without what fills its gaps. */
  readonly earlier: readonly (readonly Record[])[];
  /** How many records fill gaps. */
  readonly count: number;
}

/**
 * Gaps of the newest run of a base come from the newest run before it that has them: shards of one run are whole so, and what a
 * night did not run is held against the night before. Cells of one key are one gap; a run brings all it has of it.
 */
export function filled(
  base: readonly Record[],
  earlier: readonly (readonly Record[])[],
  keyOf: (cell: Cell) => string = ({ id }) => id,
  isMeant: (key: string) => boolean = () => true,
): Filled {
  const known = new Set(base.map(({ cell }) => keyOf(cell)));
  const parts = earlier.map((run) => {
    const keys = new Map(run.map((record) => [record, keyOf(record.cell)]));
    const gaps = new Set([...keys.values()].filter((key) => !known.has(key) && isMeant(key)));
    for (const key of gaps) known.add(key);
    const isFound = (record: Record) => gaps.has(keys.get(record)!);
    return { found: run.filter(isFound), rest: run.filter((record) => !isFound(record)) };
  });
  const found = parts.flatMap((part) => part.found);
  return {
    base: found.length === 0 ? base : [...base, ...found],
    earlier: parts.map(({ rest }) => rest).filter((run) => run.length > 0),
    count: found.length,
  };
}

/** Only what the candidate has: its cells and seeds, and of cells that the base has nowhere those that may be their partners. */
export function filledFor(
  candidate: readonly Record[],
  base: readonly Record[],
  earlier: readonly (readonly Record[])[],
  likeness: Likeness,
): Filled {
  if (earlier.length === 0) return { base, earlier, count: 0 };
  const keys = [({ id }: Cell) => id, ...kindsOf(likeness)];
  return keys.reduce<Filled>(
    (before, keyOf) => {
      const meant = new Set(candidate.map(({ cell }) => keyOf(cell)));
      const after = filled(before.base, before.earlier, keyOf, (key) => meant.has(key));
      return { ...after, count: before.count + after.count };
    },
    { base, earlier, count: 0 },
  );
}
