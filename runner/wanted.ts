/** What schemas of options take, in words. */
import { z } from "zod";

/** A schema as JSON Schema. */
export type Wanted = z.core.JSONSchema.BaseSchema;

/** What is to be given, before defaults are filled in. */
export const wantedBy = (schema: z.ZodType): Wanted =>
  z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });

/** What may stand at a path: of a union each member's. */
export const wantedAt = (wanted: Wanted, path: readonly PropertyKey[]): readonly Wanted[] =>
  path.reduce<readonly Wanted[]>(
    (at, key) => at.flatMap(membersOf).flatMap((one) => inside(one, key)),
    [wanted],
  );

/** Names of what an object has; of a union, of all its members. */
export const keysOf = (all: readonly Wanted[]): readonly string[] => [
  ...new Set(all.flatMap(membersOf).flatMap((one) => Object.keys(one.properties ?? {}))),
];

/** `"a" or "b"`, `a whole number from 1 to 16`, `a number above 0 and up to 1`. */
export const inWords = (all: readonly Wanted[]): string =>
  [...new Set(all.flatMap(membersOf).map(one))].join(" or ");

function membersOf(wanted: Wanted): readonly Wanted[] {
  const members = wanted.anyOf ?? wanted.oneOf;
  return members ? members.flatMap(membersOf) : [wanted];
}

function inside({ properties, items }: Wanted, key: PropertyKey): Wanted | readonly Wanted[] {
  const found =
    typeof key === "number" && !Array.isArray(items) ? items : properties?.[String(key)];
  return typeof found === "object" ? found : [];
}

function one(wanted: Wanted): string {
  if (wanted.const !== undefined) return JSON.stringify(wanted.const);
  if (wanted.enum) return wanted.enum.map((value) => JSON.stringify(value)).join(" or ");
  switch (wanted.type) {
    case "null":
      return "null";
    case "boolean":
      return "true or false";
    case "integer":
    case "number":
      return [kindOf(wanted), ...boundsOf(wanted)].join(" ");
    case "string":
      return "a text";
    case "array":
      return "a list";
    case "object":
      return "an object";
    default:
      return "something else";
  }
}

function kindOf({ type, multipleOf }: Wanted): string {
  if (multipleOf !== undefined && multipleOf !== 1) return `a multiple of ${multipleOf}`;
  return type === "integer" ? "a whole number" : "a number";
}

function boundsOf(wanted: Wanted): readonly string[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = wanted;
  const isWhole = wanted.type === "integer";
  const [low, high] = [bound(minimum), bound(maximum)];
  const [above, below] = [bound(exclusiveMinimum), bound(exclusiveMaximum)];
  const from = low ?? (isWhole && above !== null ? above + 1 : null);
  const to = high ?? (isWhole && below !== null ? below - 1 : null);
  if (from !== null && to !== null) return [`from ${from} to ${to}`];
  const ends = [
    from !== null ? `from ${from}` : above !== null ? `above ${above}` : [],
    to !== null ? `up to ${to}` : below !== null ? `below ${below}` : [],
  ].flat();
  return ends.length === 0 ? [] : [ends.join(" and ")];
}

/** Not those that only say that doubles hold no more whole numbers. */
const bound = (n: unknown): number | null =>
  typeof n === "number" && Math.abs(n) < Number.MAX_SAFE_INTEGER ? n : null;
