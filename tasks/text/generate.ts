import { stream } from "../rng.ts";
import type { Example, Generation, Split } from "../task.ts";
import { encodeBytes } from "./bytes.ts";
import type { TextOptions } from "./options.ts";
import { drawReview, print } from "./review.ts";

/** Reviews, each on its own; good and bad ones are equally likely. */
export const plan = (options: TextOptions): Generation => ({
  sizes: {
    train: options.trainExamples,
    validation: options.validationExamples,
    test: options.testExamples,
  },
  example: (split, i) => makeReview(options, split, i),
});

/** One review, drawn again until it is short enough. */
export function makeReview(options: TextOptions, split: Split, i: number): Example {
  const rng = stream(options.seed, "text", split, i);
  const label = rng.int(2);
  for (;;) {
    const bytes = Buffer.from(print(rng, drawReview(rng, label === 1, options)));
    if (bytes.length <= options.maxLength) return { label, towers: [encodeBytes(bytes)] };
  }
}
