import { z } from "zod";
import { UsageError, unknown } from "../../records/index.ts";
import type { Variant } from "../../variants/index.ts";
import { shown } from "./shown.ts";
import { told } from "./told.ts";

/** What a field must be, and how to tell. */
interface Rule {
  readonly need: string;
  readonly isMet: (value: unknown) => boolean;
  readonly isOptional?: boolean;
}

const text: Rule = { need: "a text", isMet: (value) => typeof value === "string" && value !== "" };
const method: Rule = { need: "a function", isMet: (value) => typeof value === "function" };
const slot: Rule = { ...method, isOptional: true };

const rules: { readonly [Field in keyof Required<Variant>]: Rule } = {
  title: text,
  year: { need: "a whole number", isMet: Number.isInteger },
  paper: text,
  options: { need: "a zod schema, as z.strictObject({})", isMet: isSchema },
  cost: method,
  multipleOf: slot,
  refuses: slot,
  mix: slot,
  feedForward: slot,
  residual: slot,
  encode: slot,
  replaces: { need: "a list of texts", isMet: isTexts, isOptional: true },
};

/** What a module exported as its variant, when it is one. Throws a UsageError that says what is not as it must be. */
export function checkVariant(path: string, exported: unknown): Variant {
  const fail = (what: string) =>
    new UsageError(`variant ${path}: ${what}. See docs/own-variant.md.`);
  if (typeof exported !== "object" || exported === null) {
    throw fail(`must be what defineVariant gives: got ${shown(exported)}`);
  }
  const fields = exported as Readonly<Record<string, unknown>>;
  if (Object.keys(fields).length === 0) {
    throw fail("must export what defineVariant gives: got nothing");
  }
  for (const name of Object.keys(fields)) {
    if (!Object.hasOwn(rules, name))
      throw fail(unknown("field", name, Object.keys(rules)).slice(0, -1));
  }
  for (const [name, { need, isMet, isOptional }] of Object.entries(rules)) {
    const isLeftOut = isOptional === true && fields[name] === undefined;
    if (!isLeftOut && !isMet(fields[name]))
      throw fail(`${name}: need ${need}: got ${shown(fields[name])}`);
  }
  if (!fields.mix && !fields.encode) throw fail("need mix or encode: got neither");
  const variant = exported as Variant;
  const reason = faultOfDefaults(variant, path);
  if (reason !== null) throw fail(reason);
  return variant;
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

/** Zod's own class is not asked for: the module may have a copy of its own. */
function isSchema(value: unknown): boolean {
  return typeof value === "object" && value !== null && "safeParse" in value;
}

/** Tables show what the options cost when none is given. */
function faultOfDefaults({ options, cost }: Variant, path: string): string | null {
  try {
    const { success, data } = options.safeParse({});
    if (!success) return "options: need a default for each: got an option without one";
    const claim: unknown = cost(data);
    return isClaim(claim) ? null : `cost: need ${claimRule}: got ${shown(claim)}`;
  } catch (error) {
    return `cost: need ${claimRule}: got ${told(error, path)}`;
  }
}

export const claimRule = "{ text, exponent }";

export const isClaim = (value: unknown): boolean => claimSchema.safeParse(value).success;

const claimSchema = z.object({ text: z.string(), exponent: z.number() });
