import { deviationOf, sizes, type Trait } from "../deviation.ts";
import { type PathfinderOptions, settingsOf } from "./options.ts";
import { benchmark } from "./settings.ts";

const moreDistractors = (options: PathfinderOptions): number =>
  settingsOf(options).distractors - benchmark[options.resolution].distractors;

/** What makes the data another benchmark. The seed is not here: another seed is another sample of the same. */
const traits: Readonly<Record<string, Trait<PathfinderOptions>>> = {
  resolution: {
    says: ({ resolution }) => `${resolution}`,
    difficulty: ({ resolution }) => resolution,
  },
  "contour length": {
    says: (options) => `${settingsOf(options).contourLength}`,
    difficulty: (options) => settingsOf(options).contourLength,
  },
  distractors: {
    says: (options) =>
      moreDistractors(options) === 0 ? "the benchmark's" : `${settingsOf(options).distractors}`,
    difficulty: moreDistractors,
  },
  ...sizes,
};

export const deviation = (given: PathfinderOptions, usual: PathfinderOptions): string | null =>
  deviationOf(traits, given, usual);
