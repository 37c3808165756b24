import { z } from "zod";

/**
 * Numbers in their order that all fulfil a rule. One check for all of them: a store holds millions, and a schema for each would
 * take most of the time of reading it.
 */
const numbers = (fulfils: (value: unknown) => boolean, rule: string) =>
  z.custom<number[]>(Array.isArray, "must be an array").superRefine((values, context) => {
    const at = values.findIndex((value) => !fulfils(value));
    if (at < 0) return;
    const message = `must be ${rule}: got ${JSON.stringify(values[at])}`;
    context.addIssue({ code: "custom", path: [at], message });
  });

const isNumber = (value: unknown): value is number => Number.isFinite(value);

/** What was measured. */
export const samples = numbers((value) => isNumber(value) && value >= 0, "a number of at least 0");

/** What was measured and is never nothing, at least once. */
export const someSamples = numbers(
  (value) => isNumber(value) && value > 0,
  "a number above 0",
).refine(({ length }) => length > 0, "must hold at least one number");

/** What was counted. */
export const counts = numbers(
  (value) => Number.isSafeInteger(value) && (value as number) >= 0,
  "a whole number of at least 0",
);
