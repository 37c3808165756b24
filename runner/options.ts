import { z } from "zod";
import { UsageError } from "./errors.ts";
import { unknown } from "./suggest.ts";

/** `given` checked and completed by a schema; the first fault throws, in one line with the near miss. */
export function parseOptions<T>(owner: string, schema: z.ZodType<T>, given: unknown): T {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new UsageError(`${owner}: ${describe(parsed.error.issues[0]!, schema)}`);
}

function describe(issue: z.core.$ZodIssue, schema: z.ZodType): string {
  if (issue.code === "unrecognized_keys") {
    const known = keysAt(schema, issue.path);
    return unknown("option", issue.keys[0]!, known);
  }
  const place = issue.path.join(".");
  return place ? `${place}: ${issue.message}` : issue.message;
}

/** The keys that an object schema knows at a path. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  const at = path.reduce<z.ZodType | undefined>(
    (inner, key) => shapeOf(inner)?.[String(key)],
    schema,
  );
  return Object.keys(shapeOf(at) ?? {});
}

const shapeOf = (schema: z.ZodType | undefined): Readonly<Record<string, z.ZodType>> | null =>
  schema instanceof z.ZodObject ? (schema.shape as Record<string, z.ZodType>) : null;
