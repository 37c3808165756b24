import { z } from "zod";

const examples = z.number().int().min(1).max(10_000_000);

/** The flags of the benchmark's generator, with its defaults. Lengths are in tokens; both bounds are excluded. */
export const options = z
  .strictObject({
    trainExamples: examples.default(96_000),
    validationExamples: examples.default(2_000),
    testExamples: examples.default(2_000),
    /** The root has depth 1; at this depth every node is a digit. */
    maxDepth: z.number().int().min(1).max(100).default(10),
    /** An operator has 2 to this many arguments, evenly. */
    maxArgs: z.number().int().min(2).max(100).default(10),
    minLength: z.number().int().min(0).default(500),
    maxLength: z.number().int().max(100_000).default(2_000),
    operatorProbability: z.number().min(0).max(1).default(0.25),
    seed: z.number().int().nonnegative().default(0),
  })
  .superRefine(({ minLength, maxLength, maxDepth, maxArgs }, context) => {
    const longest = longestTree(maxDepth, maxArgs);
    if (minLength + 1 >= maxLength) {
      context.addIssue(
        `a length must lie between minLength and maxLength, both excluded: ` +
          `got ${minLength} and ${maxLength}. Move them apart.`,
      );
    } else if (minLength >= longest) {
      context.addIssue(
        `minLength must be below the longest tree of depth ${maxDepth} with ${maxArgs} arguments, ` +
          `${longest} tokens: got ${minLength}. Lower it, or raise maxDepth or maxArgs.`,
      );
    }
  });

export type ListopsOptions = z.infer<typeof options>;

/** Tokens of the tree whose every node above the greatest depth is an operator with all its arguments. */
function longestTree(maxDepth: number, maxArgs: number): number {
  let length = 1;
  for (let depth = 1; depth < maxDepth; depth++) length = 2 + maxArgs * length;
  return length;
}
