import type { z } from "zod";
import { UsageError, unknown } from "../records/index.ts";
import { inWords, keysOf, wantedAt, wantedBy } from "./wanted.ts";

/** What stands where nothing is given, and whether it can be used. */
export interface Usual<T> {
  readonly options: unknown;
  works(options: T): boolean;
}

/** `given` checked and completed by a schema; the first fault throws, in one line with the near miss. */
export function parseOptions<T>(
  owner: string,
  schema: z.ZodType<T>,
  given: unknown,
  usual: Usual<T> = { options: {}, works: () => true },
): T {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new UsageError(`${owner}: ${describe(parsed.error.issues[0]!, schema, given, usual)}`);
}

function describe<T>(
  issue: z.core.$ZodIssue,
  schema: z.ZodType<T>,
  given: unknown,
  usual: Usual<T>,
): string {
  const place = issue.path.map((key) => `${String(key)}: `).join("");
  if (issue.code === "custom") return `${place}${issue.message}`; // a schema's own, told whole
  const at = wantedAt(wantedBy(schema), issue.path);
  if (issue.code === "unrecognized_keys") {
    return `${place}${unknown("option", issue.keys[0]!, keysOf(at))}`;
  }
  const got = JSON.stringify(valueAt(given, issue.path)) ?? "nothing";
  return `${place}need ${inWords(at)}: got ${got}.${advice(schema, issue.path, usual)}`;
}

/** The usual value, where it works. */
function advice<T>(
  schema: z.ZodType<T>,
  path: readonly PropertyKey[],
  { options, works }: Usual<T>,
): string {
  const usual = schema.safeParse(options);
  if (!usual.success || !works(usual.data)) return "";
  const value = JSON.stringify(valueAt(usual.data, path));
  return value === undefined ? "" : ` ${value} works.`;
}

const valueAt = (given: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce(
    (at, key) => (at as Readonly<Record<PropertyKey, unknown>> | undefined)?.[key],
    given,
  );
