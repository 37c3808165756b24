import { canonicalJson } from "./canonical.ts";
import { StoreError } from "./errors.ts";
import type { Record } from "./record.ts";

/** What names one run of a cell: two records of it that differ contradict one another. */
export const runOf = ({ cell, machine, startedAt }: Record): string =>
  canonicalJson([cell.id, machine, startedAt]);

/** Two records of one run differ; the texts say where they stand. */
export const contradiction = ({ cell, startedAt }: Record, where: string, other: string) =>
  new StoreError(
    `cell ${cell.id}, started ${startedAt}: must be the same wherever it stands: got ${other} and ${where}, which differ. Delete the line that is wrong, or leave one of the files out.`,
  );
