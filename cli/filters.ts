import { type Record, readRecords, UsageError, unknown } from "../records/index.ts";

/** Which records are meant: names with commas between; left out, all. */
export interface Filters {
  readonly protocol?: string;
  readonly task?: string;
  readonly device?: string;
  readonly variant?: string;
}

/** The records of cells that were run to learn as well as they can. Throws StoreError; UsageError where there are none. */
export async function trainedIn(paths: readonly string[]): Promise<readonly Record[]> {
  const records = await readRecords(paths);
  const trained = records.filter(({ cell }) => !cell.measure && !cell.control);
  if (trained.length > 0) return trained;
  const got = records.length === 0 ? "none" : `${records.length} of sweeps and controls`;
  throw new UsageError(
    `${paths.join(", ")}: must hold records of trained cells: got ${got}. Start a run first.`,
  );
}

type Key = keyof Filters;

/**
 * The records that the filters leave; variants are only looked up, since rows are held against softmax whether it is shown or
 * not. Throws a UsageError that names the near miss for a name that no record has, and where no record has all.
 */
export function filtered(records: readonly Record[], filters: Filters): readonly Record[] {
  const keys: readonly Key[] = ["protocol", "task", "device", "variant"];
  for (const key of keys) lookUp(records, key, filters[key]);
  const isMeant = (keys: readonly Key[]) => (record: Record) =>
    keys.every((key) => {
      const given = filters[key];
      return given === undefined || namesIn(given).includes(record.cell[key]);
    });
  if (records.some(isMeant(keys))) return records.filter(isMeant(["protocol", "task", "device"]));
  const asked = keys.filter((key) => filters[key]).map((key) => `--${key} ${filters[key]}`);
  throw new UsageError(
    `${asked.join(" ")}: must leave a record: got none that has all of it. Leave one out.`,
  );
}

/** `softmax,linear` as a list. */
export const namesIn = (given: string): readonly string[] =>
  given.split(",").map((name) => name.trim());

function lookUp(records: readonly Record[], key: Key, given: string | undefined): void {
  if (given === undefined) return;
  const known = [...new Set(records.map(({ cell }) => cell[key]))].sort();
  const stray = namesIn(given).find((name) => !known.includes(name));
  if (stray !== undefined) throw new UsageError(unknown(key, stray, known));
}
