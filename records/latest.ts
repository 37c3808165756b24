import type { Record } from "./record.ts";

/** Of records with the same key, the one whose run started last; of equals the one that comes last. Order is that of the keys. */
export function latest(records: Iterable<Record>, key: (record: Record) => string): Record[] {
  const kept = new Map<string, Record>();
  for (const record of records) {
    const name = key(record);
    const other = kept.get(name);
    if (other === undefined || startMs(other) <= startMs(record)) kept.set(name, record);
  }
  return [...kept.values()];
}

/** When the last of these started, ISO 8601; `""` of none. */
export const lastStart = (records: readonly Record[]): string =>
  records.reduce<Record | null>(
    (last, record) => (last === null || startMs(last) < startMs(record) ? record : last),
    null,
  )?.startedAt ?? "";

const startMs = (record: Record) => Date.parse(record.startedAt);
