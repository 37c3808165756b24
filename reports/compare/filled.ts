import type { Record } from "../../records/index.ts";
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
 * night did not run is held against the night before. Records of one `key` fill the same gap; a run brings all it has of one.
 */
export function filled(
  base: readonly Record[],
  earlier: readonly (readonly Record[])[],
  keyOf: (record: Record) => string = ({ cell }) => cell.id,
  isMeant: (key: string) => boolean = () => true,
): Filled {
  const known = new Set(base.map(keyOf));
  const parts = earlier.map((run) => {
    const isGap = (record: Record) => !known.has(keyOf(record)) && isMeant(keyOf(record));
    const [found, rest] = [run.filter(isGap), run.filter((record) => !isGap(record))];
    for (const record of found) known.add(keyOf(record));
    return { found, rest };
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
  const keys = [
    ({ cell }: Record) => cell.id,
    ...kindsOf(likeness).map(
      (kindOf) =>
        ({ cell }: Record) =>
          kindOf(cell),
    ),
  ];
  return keys.reduce<Filled>(
    (before, keyOf) => {
      const meant = new Set(candidate.map(keyOf));
      const after = filled(before.base, before.earlier, keyOf, (key) => meant.has(key));
      return { ...after, count: before.count + after.count };
    },
    { base, earlier, count: 0 },
  );
}
