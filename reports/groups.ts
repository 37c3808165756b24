import { canonicalJson, type Record } from "../records/index.ts";

/** At least one record. */
export type Some = readonly [Record, ...Record[]];

/** Records with equal keys together, in the order in which the keys come up. */
export const groups = (records: readonly Record[], key: (record: Record) => unknown): Some[] =>
  grouped(records, (record) => canonicalJson(key(record)));

/** Items of one key together, at least one, in the order in which the keys come up. */
export function grouped<T>(items: readonly T[], keyOf: (item: T) => string): [T, ...T[]][] {
  const found = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = found.get(key);
    if (group === undefined) found.set(key, [item]);
    else group.push(item);
  }
  return [...found.values()];
}

/** Below 0 where `a` comes before `b`. */
export const compare = (a: string | number, b: string | number): number =>
  a < b ? -1 : a > b ? 1 : 0;
