import { z } from "zod";

const examples = z.number().int().min(1).max(10_000_000);
const share = z.number().min(0).max(1);

/** Rows and columns of a picture: 32 as in CIFAR-10, fewer for a quick look. At 8 the finer figures blur. */
const side = z.literal([8, 16, 32]).default(32);

/** Rows and columns of the pictures that these options of either source yield. */
export const sideOf = (given: unknown): number => z.object({ side }).parse(given).side;

/** How many pictures the generator makes, and how hard they are. */
export const options = z
  .strictObject({
    trainExamples: examples.default(45_000),
    validationExamples: examples.default(5_000),
    testExamples: examples.default(10_000),
    side,
    /** How far place, size, angle and grey levels go: with 0 a figure is centred, upright and light on dark. */
    variety: share.default(1),
    /** How much lies about behind the figure: with 0 nothing. */
    clutter: share.default(0.5),
    /** Standard deviation of what is added to every pixel, from black to white being 1. */
    noise: share.default(0.05),
    seed: z.number().int().nonnegative().default(0),
  })
  .refine(({ variety, clutter, noise }) => variety + clutter + noise > 0, {
    error:
      "variety, clutter or noise must be above 0: got 0 for all, which is the same ten pictures " +
      "over and over. Raise one of them.",
  });

export type ImageOptions = z.infer<typeof options>;
