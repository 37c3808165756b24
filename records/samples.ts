import { z } from "zod";

/**
 * Measured numbers of at least 0, in their order. One check for all of them: a store holds millions, and a schema for each
 * would take most of the time of reading it.
 */
export const samples = z
  .custom<number[]>(Array.isArray, "must be an array")
  .superRefine((values, context) => {
    const at = values.findIndex(
      (value) => !(typeof value === "number" && value >= 0 && value < Infinity),
    );
    if (at < 0) return;
    context.addIssue({
      code: "custom",
      path: [at],
      message: `must be a number of at least 0: got ${JSON.stringify(values[at])}`,
    });
  });

/** The same, at least one. */
export const someSamples = samples.refine(
  ({ length }) => length > 0,
  "must hold at least one number",
);
