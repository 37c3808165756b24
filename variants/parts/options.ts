/** Kinds of options that most variants have. */
import { z } from "zod";

/** How many of something there must be: 1, 2, … */
export const count = z.number().int().positive();

/** How many there may be: 0, 1, 2, … */
export const countOrNone = z.number().int().nonnegative();

/** Tokens under the kernel of a convolution, which has a middle. */
export const kernelSize = countOrNone.refine((taps) => taps <= 0 || taps % 2 === 1, {
  error: ({ input }) =>
    `must be odd, or 0 for no convolution: got ${input}. Use ${Number(input) + 1}.`,
});
