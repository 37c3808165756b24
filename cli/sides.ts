import { existsSync } from "node:fs";
import { type Record, readRuns, StoreError, UsageError, unknown } from "../records/index.ts";

/** Records to be compared. */
export interface Sides {
  readonly base: readonly Record[];
  readonly candidate: readonly Record[];
}

/** There is nothing to compare with; exit code 5. */
export class NoBaseError extends Error {
  override readonly name = "NoBaseError";
}

/**
 * Two sets of records: the last of several sides, and those before it, which are runs of one base; or two variants of one side.
 * Throws StoreError, UsageError, and NoBaseError where a base has no records.
 */
export async function sidesOf(
  sides: readonly string[],
  variants: string | undefined,
): Promise<Sides> {
  if (variants === undefined && sides.length < 2) {
    throw new UsageError(
      "lra compare: needs two sides: got one. Name a second folder or file, or two variants with --variants a,b.",
    );
  }
  const left = await baseOf(sides.length === 1 ? sides : sides.slice(0, -1));
  const right = sides.length === 1 ? left : await recordsOf(sides.slice(-1));
  if (variants === undefined) return { base: left, candidate: right };
  const [one, other, ...more] = variants.split(",");
  if (!one || !other || more.length > 0) {
    throw new UsageError(`--variants: must be two names, as softmax,linear: got ${variants}.`);
  }
  return { base: ofVariant(left, one), candidate: ofVariant(right, other) };
}

/** The records of sides to be compared with. Throws StoreError, UsageError, and NoBaseError where one has none. */
export async function baseOf(sides: readonly string[]): Promise<readonly Record[]> {
  try {
    return await recordsOf(sides);
  } catch (error) {
    if (!(error instanceof Error) || !isMissing(error)) throw error;
    throw new NoBaseError(`base ${error.message}`, { cause: error });
  }
}

/** No such file, or nothing in it that is meant. What is there and cannot be read is another fault. */
const isMissing = (error: Error): boolean =>
  error instanceof StoreError ? codeOf(error.cause) === "ENOENT" : error instanceof UsageError;

const codeOf = (cause: unknown): unknown =>
  typeof cause === "object" && cause !== null && "code" in cause ? cause.code : null;

/** Folders or files of records; behind an @ the beginning of the commit whose records count. */
async function recordsOf(sides: readonly string[]): Promise<readonly Record[]> {
  const places = sides.map((side) => ({ ...placeOf(side), commits: new Set<string>(), runs: 0 }));
  const records = await readRuns(
    places.map(({ path }) => path),
    (record, i) => {
      const place = places[i]!;
      place.commits.add(record.commit?.slice(0, 12) ?? "none");
      const isMeant = place.commit === null || record.commit?.startsWith(place.commit) === true;
      if (isMeant) place.runs++;
      return isMeant;
    },
  );
  const empty = places.find(({ runs }) => runs === 0);
  if (empty === undefined) return records;
  const { path, commit, commits } = empty;
  throw new UsageError(
    commit !== null && commits.size > 0
      ? `${path}: must hold records of commit ${commit}: got ${[...commits].join(", ")}.`
      : `${path}: must hold records: got none. Start a run first.`,
  );
}

/** A path that is there is one, whatever stands behind its last @. */
function placeOf(side: string): { readonly path: string; readonly commit: string | null } {
  const [, path, commit] = /^(.*)@([0-9a-f]{4,40}\+?)$/.exec(side) ?? [];
  return path === undefined || commit === undefined || existsSync(side)
    ? { path: side, commit: null }
    : { path, commit };
}

function ofVariant(records: readonly Record[], name: string): readonly Record[] {
  const some = records.filter(({ cell }) => cell.variant === name);
  if (some.length > 0) return some;
  throw new UsageError(
    unknown("variant", name, [...new Set(records.map(({ cell }) => cell.variant))]),
  );
}
