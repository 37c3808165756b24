import type { Record } from "../../records/index.ts";
import { groups, type Some } from "../groups.ts";
import { efficiencyOf } from "../outcome.ts";

/** What all batches of a family have in common, whatever the length. */
export type Fixed =
  | { readonly kind: "batch"; readonly examples: number }
  | { readonly kind: "tokens"; readonly tokens: number };

/** Records that differ in length, and in batch only as far as what is fixed asks for it. */
export interface Family {
  readonly fixed: Fixed;
  readonly records: Some;
}

/**
 * Records sorted into families, those of most lengths first: a record may be in two, as the cell is that a sweep with a
 * batch of 4 and one with 16,384 tokens share, but there is no family without a record of its own.
 */
export function families(records: readonly Record[]): readonly Family[] {
  const candidates = [
    ...groups(records, batchOf).map(ofBatch),
    ...groups(records, tokensOf).map(ofTokens),
  ].sort((a, b) => lengthsOf(b).size - lengthsOf(a).size);
  const placed = new Set<Record>();
  return candidates.filter((family) => {
    const isNew = family.records.some((record) => !placed.has(record));
    if (isNew) for (const record of family.records) placed.add(record);
    return isNew;
  });
}

/** Examples in a batch, also of a cell that did not come to numbers. */
export const batchOf = (record: Record): number =>
  efficiencyOf(record)?.batch ?? Number(record.protocol.batch);

const tokensOf = (record: Record): number => batchOf(record) * record.cell.length;

const ofBatch = (records: Some): Family => ({
  fixed: { kind: "batch", examples: batchOf(records[0]) },
  records,
});

const ofTokens = (records: Some): Family => ({
  fixed: { kind: "tokens", tokens: tokensOf(records[0]) },
  records,
});

const lengthsOf = ({ records }: Family): ReadonlySet<number> =>
  new Set(records.map(({ cell }) => cell.length));
