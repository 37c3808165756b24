/** Kinds of options that most variants have. */
import { z } from "zod";

/** As many as the longest sequences have tokens. */
const most = 65_536;

/** How many of something there must be, where there is a bound of its own: 1, 2, …, `bound`. */
export const upTo = (bound: number) => z.number().int().positive().max(bound);

/** How many of something there must be: 1, 2, … */
export const count = upTo(most);

/** How many where each is a graph, or a tensor, of its own. */
export const few = upTo(256);

/** How many there may be: 0, 1, 2, … */
export const countOrNone = z.number().int().nonnegative().max(most);

/** Tokens under the kernel of a convolution, which has a middle. */
export const kernelSize = countOrNone.refine((taps) => taps <= 0 || taps % 2 === 1, {
  error: ({ input }) =>
    `must be odd, or 0 for no convolution: got ${input}. Use ${Number(input) + 1}.`,
});
