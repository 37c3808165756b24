import { z } from "zod";
import { UsageError } from "./errors.ts";
import { unknown } from "./suggest.ts";

/** `given` checked and completed by a schema; the first fault throws, in one line with the near miss. */
export function parseOptions<T>(owner: string, schema: z.ZodType<T>, given: unknown): T {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new UsageError(`${owner}: ${describe(parsed.error.issues[0]!, schema, given)}`);
}

function describe(issue: z.core.$ZodIssue, schema: z.ZodType, given: unknown): string {
  const place = issue.path.map((key) => `${String(key)}: `).join("");
  if (issue.code === "custom") return `${place}${issue.message}`; // a schema's own, told whole
  if (issue.code !== "unrecognized_keys") {
    const what = issue.code === "invalid_type" ? `need ${issue.expected}` : issue.message;
    const got = JSON.stringify(valueAt(given, issue.path)) ?? "nothing";
    return `${place}${what}: got ${got}.${advice(schema, issue.path)}`;
  }
  return `${place}${unknown("option", issue.keys[0]!, keysAt(schema, issue.path))}`;
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

/** The keys that a schema knows at a path. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  const at = path.reduce<readonly z.ZodType[]>(
    (inner, key) =>
      inner.flatMap((one) => shapesOf(one).flatMap((shape) => shape[String(key)] ?? [])),
    [schema],
  );
  return [...new Set(at.flatMap(shapesOf).flatMap(Object.keys))];
}

type Fields = Readonly<Record<string, z.ZodType>>;

/** Of an object its fields, of a union those of each of its members. */
function shapesOf(schema: z.ZodType): readonly Fields[] {
  if (schema instanceof z.ZodObject) return [schema.shape as Fields];
  if (schema instanceof z.ZodUnion) return (schema.options as z.ZodType[]).flatMap(shapesOf);
  return [];
}
