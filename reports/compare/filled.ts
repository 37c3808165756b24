import type { Record } from "../../records/index.ts";

/** A base of several runs, without gaps. */
export interface Filled {
  readonly base: readonly Record[];
  /** Runs before it, newest first, without what fills its gaps. */
  readonly earlier: readonly (readonly Record[])[];
  /** How many records fill gaps. */
  readonly count: number;
}

/**
 * What is meant of the cells that the newest run of a base has no record of comes from the newest run before it that has: shards of one
 * run are whole so, and what a night did not run is held against the night before.
 */
export function filled(
  base: readonly Record[],
  earlier: readonly (readonly Record[])[],
  isMeant: (record: Record) => boolean,
): Filled {
  const known = new Set(base.map(({ cell }) => cell.id));
  const parts = earlier.map((run) => {
    const isGap = (record: Record) => !known.has(record.cell.id) && isMeant(record);
    const [found, rest] = [run.filter(isGap), run.filter((record) => !isGap(record))];
    for (const { cell } of found) known.add(cell.id);
    return { found, rest };
  });
  const found = parts.flatMap((part) => part.found);
  return {
    base: found.length === 0 ? base : [...base, ...found],
    earlier: parts.map(({ rest }) => rest).filter((run) => run.length > 0),
    count: found.length,
  };
}
