import { existsSync } from "node:fs";
import { type Record, readRuns, StoreError } from "../records/index.ts";
import { UsageError, unknown } from "../runner/index.ts";

/** Records to be compared. */
export interface Sides {
  readonly base: readonly Record[];
  readonly candidate: readonly Record[];
}

/** There is nothing to compare with; exit code 5. */
export class NoBaseError extends Error {
  override readonly name = "NoBaseError";
}

/** Two sets of records, or two variants of one. Throws StoreError, UsageError, and NoBaseError where the base has no records. */
export async function sidesOf(
  base: string,
  candidate: string | undefined,
  variants: string | undefined,
): Promise<Sides> {
  if (variants === undefined && candidate === undefined) {
    throw new UsageError(
      "lra compare: needs two sides: got one. Name a second folder or file, or two variants with --variants a,b.",
    );
  }
  const left = await baseOf(base);
  const right = candidate === undefined ? left : await recordsOf(candidate);
  if (variants === undefined) return { base: left, candidate: right };
  const [one, other, ...more] = variants.split(",");
  if (!one || !other || more.length > 0) {
    throw new UsageError(`--variants: must be two names, as softmax,linear: got ${variants}.`);
  }
  return { base: ofVariant(left, one), candidate: ofVariant(right, other) };
}

/** The records of a side to be compared with. Throws StoreError, UsageError, and NoBaseError where there are none. */
export async function baseOf(side: string): Promise<readonly Record[]> {
  try {
    return await recordsOf(side);
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

/** A folder or file of records; behind an @ the beginning of the commit whose records count. */
async function recordsOf(side: string): Promise<readonly Record[]> {
  const { path, commit } = placeOf(side);
  const records = await readRuns([path]);
  const some = commit ? records.filter((record) => record.commit?.startsWith(commit)) : records;
  if (some.length > 0) return some;
  const commits = [...new Set(records.map((record) => record.commit?.slice(0, 12) ?? "none"))];
  throw new UsageError(
    commit && records.length > 0
      ? `${path}: must hold records of commit ${commit}: got ${commits.join(", ")}.`
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
