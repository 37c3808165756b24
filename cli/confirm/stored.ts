import { existsSync } from "node:fs";
import { type Record, readRecords, UsageError } from "../../records/index.ts";
import type { CompareOptions, Comparison } from "../../reports/index.ts";
import { alarmsOf, type Second, withSecondRuns } from "./rounds.ts";

/**
 * The comparison after the second runs that `lra compare --confirm` left in a folder. An alarm without any stays, and says so.
 * Throws StoreError, and UsageError where there is no such folder.
 */
export async function confirmedBy(
  comparison: Comparison,
  settings: CompareOptions,
  folder: string,
): Promise<Comparison> {
  if (alarmsOf(comparison).length === 0) return comparison;
  if (existsSync(folder)) return withSecondRuns(comparison, settings, folder, stored);
  throw new UsageError(
    `--confirmed ${folder}: must be the folder of lra compare --confirm: got nothing there. Run that first.`,
  );
}

/** What is older than the first run is of another alarm. */
const stored: Second = async (side, first, folder) => {
  if (side === "base" && !existsSync(folder)) return null;
  const records = existsSync(folder) ? await readRecords([folder]) : [];
  const record = records.find((other) => isAgain(other, first));
  if (record) return record;
  throw new UsageError(`${folder}: must hold a later run of cell ${first.cell.id}: got none.`);
};

const isAgain = (record: Record, first: Record): boolean =>
  record.cell.id === first.cell.id && Date.parse(record.startedAt) > Date.parse(first.startedAt);
