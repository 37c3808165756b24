import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Cell, type Record, readRecords, UsageError } from "../records/index.ts";
import { remaining } from "../runner/index.ts";
import { added } from "./added.ts";
import { isSettled } from "./verdict.ts";

/** What a results folder holds already; nothing where there is none yet. Throws StoreError where it cannot be read. */
export async function storedIn(folder: string): Promise<readonly Record[]> {
  return existsSync(join(folder, "records.jsonl")) ? await readRecords([folder]) : [];
}

/** What becomes of cells that the folder holds already; without either flag they are refused. */
export interface Again {
  /** They are left out. */
  readonly resume?: boolean | undefined;
  /** Likewise, but those run again that came to no numbers though they should: their last record counts. */
  readonly retry?: boolean | undefined;
}

/** The cells that are to be run. Throws UsageError. */
export function cellsLeft(
  cells: readonly Cell[],
  stored: readonly Record[],
  folder: string,
  { resume, retry }: Again,
): readonly Cell[] {
  if (!resume && !retry) refuseStored(cells, stored, folder);
  const kept = retry ? stored.filter(({ outcome }) => isSettled(outcome)) : stored;
  return remaining(cells, kept);
}

/** Refuses to run a cell twice into one folder: the second record would hide the first. Throws UsageError. */
function refuseStored(cells: readonly Cell[], stored: readonly Record[], folder: string): void {
  const ids = new Set(stored.map(({ cell }) => cell.id));
  const twice = cells.filter(({ id }) => ids.has(id)).length;
  if (twice === 0) return;
  throw new UsageError(
    `results folder ${folder}: must not hold the cells to be run: got ${twice} of ${cells.length} there. Add ${added("--resume")} to keep them and run the rest, or choose another --output.`,
  );
}
