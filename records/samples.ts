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

/** What was measured. */
export const samples = numbers(
  (value) => typeof value === "number" && value >= 0 && value < Number.POSITIVE_INFINITY,
  "a number of at least 0",
);

/** The same, at least one. */
export const someSamples = samples.refine(
  ({ length }) => length > 0,
  "must hold at least one number",
);

/** What was counted. */
export const counts = numbers(
  (value) => Number.isSafeInteger(value) && (value as number) >= 0,
  "a whole number of at least 0",
);
