import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Record, UsageError } from "../../records/index.ts";
import type { CompareOptions, Comparison } from "../../reports/index.ts";
import { recordsIn } from "./rerun.ts";
import { alarmsOf, type Second, withSecondRuns } from "./rounds.ts";

/**
 * The comparison after the second runs that `lra compare --confirm` left in a folder. An alarm that lacks one stays, and says
 * so. Throws UsageError where there is no such folder.
 */
export async function confirmedBy(
  comparison: Comparison,
  settings: CompareOptions,
  folder: string,
): Promise<Comparison> {
  if (alarmsOf(comparison).length === 0) return comparison;
  const got = foundIn(folder);
  if (got === null) return withSecondRuns(comparison, settings, folder, stored);
  throw new UsageError(
    `--confirmed ${folder}: must be the folder of lra compare --confirm: got ${got}. Run that first.`,
  );
}

/** What is there in place of numbered alarms; `null` where they are there. */
function foundIn(folder: string): string | null {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found === undefined) return "nothing there";
  if (!found.isDirectory()) return "a file";
  return existsSync(join(folder, "1")) ? null : "a folder without second runs";
}

/** What is older than the first run is of another alarm. */
const stored: Second = async (side, first, folder) => {
  if (side === "base" && !hasBaseRuns(dirname(folder))) return null;
  const record = (await recordsIn(folder)).find((other) => isAgain(other, first));
  if (record) return record;
  throw new UsageError(`${folder}: must hold a later run of cell ${first.cell.id}: got none.`);
};

/** The base ran again in all rounds or in none: a single one that is missing was not reached in time. */
const hasBaseRuns = (alarm: string): boolean =>
  existsSync(alarm) && readdirSync(alarm).some((name) => name.startsWith("base-"));

const isAgain = (record: Record, first: Record): boolean =>
  record.cell.id === first.cell.id && Date.parse(record.startedAt) > Date.parse(first.startedAt);
