import { z } from "zod";

interface Rule {
  readonly least: number;
  readonly isWhole: boolean;
  readonly says: string;
}

/**
 * Numbers in their order that all fulfil a rule. One check for all of them, in one loop: a store holds millions, and a schema or
 * a call for each would take most of the time of reading it.
 */
const numbers = (rule: Rule) =>
  z.custom<number[]>(Array.isArray, "must be an array").superRefine((values, context) => {
    const at = firstUnlike(values, rule);
    if (at === values.length) return;
    const message = `must be ${rule.says}: got ${JSON.stringify(values[at])}`;
    context.addIssue({ code: "custom", path: [at], message });
  });

/** Where the first is that does not fulfil it; behind the last where all do. */
function firstUnlike(values: readonly unknown[], { least, isWhole }: Rule): number {
  let at = 0;
  for (; at < values.length; at++) {
    const value = values[at];
    if (typeof value !== "number" || !(value >= least && value <= Number.MAX_VALUE)) break;
    if (isWhole && !Number.isSafeInteger(value)) break;
  }
  return at;
}

/** What was measured. */
export const samples = numbers({ least: 0, isWhole: false, says: "a number of at least 0" });

/** What was measured and is never nothing, at least once. */
export const someSamples = numbers({
  least: Number.MIN_VALUE,
  isWhole: false,
  says: "a number above 0",
}).refine(({ length }) => length > 0, "must hold at least one number");

/** What was counted. */
export const counts = numbers({ least: 0, isWhole: true, says: "a whole number of at least 0" });
