import { z } from "zod";
import { benchmark, type Resolution, resolutions, type Settings } from "./settings.ts";

const examples = z.number().int().min(1).max(10_000_000);

/** Paddles of a target snake. */
export const contourLengths = { easy: 6, intermediate: 9, hard: 14 } as const;
export type Difficulty = keyof typeof contourLengths;

/** Which of the benchmark's twelve sets of pictures. */
const set = {
  /** Rows and columns of a picture. */
  resolution: z.literal(resolutions).default(32),
  difficulty: z.enum(["easy", "intermediate", "hard"]).default("hard"),
};

const seed = z.number().int().nonnegative().default(0);

/** How many pictures the generator makes, and what is simpler in them than the difficulty says. */
const knobs = {
  trainExamples: examples.default(160_000),
  validationExamples: examples.default(20_000),
  testExamples: examples.default(20_000),
  /** Short snakes that are tried; `null`: as many as in the benchmark. */
  distractors: z.number().int().min(0).max(20).nullable().default(null),
  /** Paddles of a target snake; `null`: by the difficulty. A short snake has a third of them. */
  contourLength: z.number().int().min(2).max(14).nullable().default(null),
  seed,
};

export const options = z.strictObject({ ...set, ...knobs });
export type PathfinderOptions = z.infer<typeof options>;

/** For the official files; `seed` draws the splits. */
export const importOptions = z.strictObject({ ...set, seed });

/** Path-X is one of the sets, so that it has no options of its own. */
export const pathxSet = { resolution: 128, difficulty: "hard" } as const;
export const pathxOptions = z.strictObject(knobs);
export const pathxImportOptions = z.strictObject({ seed });

/** Rows and columns of the pictures that these options of either source yield. */
export const sideOf = (given: unknown): Resolution =>
  z.object({ resolution: set.resolution }).parse(given).resolution;

/** The options that say how a picture is drawn. */
const drawn = z.object({
  difficulty: set.difficulty,
  distractors: knobs.distractors,
  contourLength: knobs.contourLength,
});

/** What pictures of this size were drawn with, by their options of either source; Path-X's name no difficulty: hard. */
export const settingsOfPictures = (resolution: Resolution, given: unknown = {}): Settings =>
  settingsOf({ resolution, ...drawn.parse(given) });

export function settingsOf(
  given: Pick<PathfinderOptions, "resolution"> & z.infer<typeof drawn>,
): Settings {
  const usual = benchmark[given.resolution];
  const contourLength = given.contourLength ?? contourLengths[given.difficulty];
  return {
    ...usual,
    contourLength,
    distractors: given.distractors ?? usual.distractors,
    distractorLength: Math.max(1, Math.floor(contourLength / 3)),
  };
}
