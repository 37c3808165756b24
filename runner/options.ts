import type { z } from "zod";
import { UsageError } from "./errors.ts";
import { unknown } from "./suggest.ts";
import { inWords, keysOf, wantedAt, wantedBy } from "./wanted.ts";

/** `given` checked and completed by a schema; the first fault throws, in one line with the near miss. */
export function parseOptions<T>(owner: string, schema: z.ZodType<T>, given: unknown): T {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new UsageError(`${owner}: ${describe(parsed.error.issues[0]!, schema, given)}`);
}

function describe(issue: z.core.$ZodIssue, schema: z.ZodType, given: unknown): string {
  const place = issue.path.map((key) => `${String(key)}: `).join("");
  if (issue.code === "custom") return `${place}${issue.message}`; // a schema's own, told whole
  const at = wantedAt(wantedBy(schema), issue.path);
  if (issue.code === "unrecognized_keys") {
    return `${place}${unknown("option", issue.keys[0]!, keysOf(at))}`;
  }
  const got = JSON.stringify(valueAt(given, issue.path)) ?? "nothing";
  return `${place}need ${inWords(at)}: got ${got}.${advice(schema, issue.path)}`;
}

/** The default, as a value that works; nothing where there is none. */
function advice(schema: z.ZodType, path: readonly PropertyKey[]): string {
  const defaults = schema.safeParse({});
  const value = defaults.success ? JSON.stringify(valueAt(defaults.data, path)) : undefined;
  return value === undefined ? "" : ` ${value} works.`;
}

const valueAt = (given: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce(
    (at, key) => (at as Readonly<Record<PropertyKey, unknown>> | undefined)?.[key],
    given,
  );
