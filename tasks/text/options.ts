import { z } from "zod";
import { mostWords } from "./words.ts";

const examples = z.number().int().min(1).max(10_000_000);
const length = z.number().int().max(100_000);
const probability = z.number().min(0).max(1);

/** The least `maxLength` for each structure: most reviews without a body fit it. */
const shortest = { plain: 96, near: 256, far: 400 } as const;

/** Sizes and lengths are IMDB's, but that no review is longer than the benchmark reads. Lengths are in bytes. */
export const options = z
  .strictObject({
    trainExamples: examples.default(25_000),
    validationExamples: examples.default(2_500),
    testExamples: examples.default(25_000),
    medianLength: length.min(1).default(1_000),
    maxLength: length.default(4_000),
    /**
     * plain: the verdict is all that is judged, in a short sentence; near: what decides is said just before the
     * verdict; far: it is said at the start.
     */
    structure: z.enum(["plain", "near", "far"]).default("far"),
    /** Of judging other things too, in words that could be the verdict's; not in plain reviews. */
    decoys: probability.default(1),
    /** Of saying a thing by denying its contrary. */
    negation: probability.default(0.4),
    /** Words of praise and of blame in use, of each kind. */
    words: z.number().int().min(1).max(mostWords).default(mostWords),
    seed: z.number().int().nonnegative().default(0),
  })
  .superRefine(({ medianLength, maxLength, structure }, context) => {
    if (maxLength < shortest[structure]) {
      context.addIssue(
        `maxLength must be at least ${shortest[structure]} for ${structure} reviews: got ${maxLength}. ` +
          "Raise it, or choose another structure.",
      );
    } else if (medianLength > maxLength) {
      context.addIssue(
        `medianLength must not be above maxLength: got ${medianLength} and ${maxLength}. ` +
          "Lower medianLength, or raise maxLength.",
      );
    }
  });

export type TextOptions = z.infer<typeof options>;
