import { canonicalJson, type Record } from "../records/index.ts";

/** At least one record. */
export type Some = readonly [Record, ...Record[]];

/** Records with equal keys together, in the order in which the keys come up. */
export function groups(records: readonly Record[], key: (record: Record) => unknown): Some[] {
  const found = new Map<string, [Record, ...Record[]]>();
  for (const record of records) {
    const name = canonicalJson(key(record));
    const group = found.get(name);
    if (group === undefined) found.set(name, [record]);
    else group.push(record);
  }
  return [...found.values()];
}

/** Below 0 where `a` comes before `b`. */
export const compare = (a: string | number, b: string | number): number =>
  a < b ? -1 : a > b ? 1 : 0;
