import { existsSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import {
  canonicalJson,
  lastStart,
  latest,
  type Record,
  readRuns,
  StoreError,
  seedless,
  UsageError,
  unknown,
} from "../records/index.ts";
import { filled, variantTitle } from "../reports/index.ts";

/** Records to be compared. */
export interface Sides extends Base {
  readonly candidate: readonly Record[];
}

/** What is compared with: the run that started last, and those before it, newest first. */
export interface Base {
  readonly base: readonly Record[];
  readonly earlier: readonly (readonly Record[])[];
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
  const right = sides.length === 1 ? null : (await recordsOf(sides.slice(-1))).flat();
  const left = right === null ? sides : sides.slice(0, -1);
  if (variants === undefined) return { ...(await baseOf(left, right!)), candidate: right! };
  const [one, other, ...more] = variants.split(",");
  if (!one || !other || more.length > 0) {
    throw new UsageError(`--variants: must be two names, as softmax,linear: got ${variants}.`);
  }
  if (right === null && one === other) {
    throw new UsageError(`--variants: must be two, or of two folders: got ${one} twice.`);
  }
  const runs = await baseOf(left);
  const { base, earlier } = filled(runs.base, runs.earlier);
  return {
    base: ofVariant(base, one),
    earlier: earlier.map((run) => run.filter(isVariant(one))),
    candidate: ofVariant(right ?? base, other),
  };
}

/**
 * The records of sides that a candidate is to be compared with, without those that count of it; where the candidate went on
 * from a side, as with --retry, that side stays whole. Throws StoreError, UsageError, and NoBaseError where one has no records,
 * or all have only those.
 */
export async function baseOf(
  sides: readonly string[],
  candidate: readonly Record[] = [],
): Promise<Base> {
  const [isOwn, isNewest] = [within(candidate), within(latest(candidate, ({ cell }) => cell.id))];
  const runs = (await heldAgainst(sides))
    .filter((run) => !run.every(isNewest))
    .map((run) => (run.every(isOwn) ? run : run.filter((record) => !isNewest(record))));
  const [base, ...earlier] = runs.toReversed().sort((a, b) => startMs(b) - startMs(a));
  if (base) return { base, earlier };
  throw new NoBaseError("base and candidate are the same runs. Name another base.");
}

function within(records: readonly Record[]): (record: Record) => boolean {
  const known = new Map(records.map((record) => [keyOf(record), record]));
  return (record) => isDeepStrictEqual(known.get(keyOf(record)), record);
}

async function heldAgainst(sides: readonly string[]): ReturnType<typeof recordsOf> {
  try {
    return await recordsOf(sides);
  } catch (error) {
    if (!(error instanceof Error) || !isMissing(error)) throw error;
    throw new NoBaseError(`base ${error.message}`, { cause: error });
  }
}

const keyOf = ({ cell, startedAt }: Record): string => `${cell.id} ${startedAt}`;

const startMs = (run: readonly Record[]): number => Date.parse(lastStart(run));

/** No such file, or nothing in it that is meant. What is there and cannot be read is another fault. */
const isMissing = (error: Error): boolean =>
  error instanceof StoreError ? codeOf(error.cause) === "ENOENT" : error instanceof UsageError;

const codeOf = (cause: unknown): unknown =>
  typeof cause === "object" && cause !== null && "code" in cause ? cause.code : null;

/**
 * Of each side, a folder or file of records, those that started at the commit whose beginning stands behind an @. A run that
 * stands on two sides is of the first.
 */
async function recordsOf(sides: readonly string[]): Promise<readonly (readonly Record[])[]> {
  const places = sides.map((side) => ({ ...placeOf(side), commits: new Set<string>() }));
  const sideOf = new Map<Record, number>();
  const records = await readRuns(
    places.map(({ path }) => path),
    (record, i) => {
      const { commit, commits } = places[i]!;
      commits.add(record.commit?.slice(0, 12) ?? "none");
      const isMeant = commit === null || record.commit?.startsWith(commit) === true;
      if (isMeant) sideOf.set(record, i);
      return isMeant;
    },
  );
  const found = new Set(sideOf.values());
  const empty = places.find((_, i) => !found.has(i));
  if (empty === undefined) {
    return places.map((_, i) => records.filter((record) => sideOf.get(record) === i));
  }
  const { path, commit, commits } = empty;
  throw new UsageError(
    commit !== null && commits.size > 0
      ? `${path}: must hold records of commit ${commit}: got ${[...commits].join(", ")}.`
      : `${path}: must hold records: got none. Start a run first.`,
  );
}

/** A path that is there is one, whatever stands behind its last @. */
function placeOf(side: string): { readonly path: string; readonly commit: string | null } {
  const [, path, commit] = /^(.*)@([^/@]+)$/.exec(side) ?? [];
  if (path === undefined || commit === undefined || existsSync(side) || !existsSync(path)) {
    return { path: side, commit: null };
  }
  if (/^[0-9a-f]{4,40}\+?$/.test(commit)) return { path, commit };
  throw new UsageError(
    `${side}: must name a commit behind the @ by 4 digits of its hash or more: got "${commit}".`,
  );
}

/** By name, or with its options as tables have it. */
const isVariant =
  (name: string) =>
  ({ cell }: Record): boolean =>
    cell.variant === name || variantTitle(cell) === name;

function ofVariant(records: readonly Record[], name: string): readonly Record[] {
  const some = records.filter(isVariant(name));
  if (some.length === 0) {
    throw new UsageError(
      unknown("variant", name, [...new Set(records.map(({ cell }) => cell.variant))]),
    );
  }
  const titles = new Map<string, string>();
  for (const { cell } of some) {
    const key = canonicalJson({ ...seedless(cell), variantOptions: undefined });
    const title = variantTitle(cell);
    const other = titles.get(key) ?? title;
    if (other !== title) throw ambiguous(name, [other, title]);
    titles.set(key, title);
  }
  return some;
}

const ambiguous = (name: string, titles: readonly string[]) =>
  new UsageError(
    `--variants: must mean one set of options: got ${name}, of which there are "${titles.join('" and "')}". Name one of them so; where it has several options, keep the others in a folder of their own.`,
  );
