import type { Cell, Record } from "../records/index.ts";

/** The cells whose end no record tells, whatever that end was: what is left of a plan that was cut short. */
export function remaining(cells: readonly Cell[], records: Iterable<Record>): readonly Cell[] {
  const stored = new Set(Array.from(records, ({ cell }) => cell.id));
  return cells.filter(({ id }) => !stored.has(id));
}
