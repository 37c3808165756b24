import { type PathfinderOptions, settingsOf } from "./options.ts";
import { benchmark } from "./settings.ts";

interface Trait {
  says(options: PathfinderOptions): string;
  /** More is harder; 0 for what makes the data only different. */
  difficulty(options: PathfinderOptions): number;
}

const moreDistractors = (options: PathfinderOptions): number =>
  settingsOf(options).distractors - benchmark[options.resolution].distractors;

/** What makes the data another benchmark. The seed is not here: another seed is another sample of the same. */
const traits: Readonly<Record<string, Trait>> = {
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
  "train/validation/test examples": {
    says: (o) => `${o.trainExamples}/${o.validationExamples}/${o.testExamples}`,
    difficulty: () => 0,
  },
};

/** How options differ from the benchmark's: `easier: contour length 6 instead of 14`; `null` if they do not. */
export function deviation(given: PathfinderOptions, usual: PathfinderOptions): string | null {
  const differing = Object.entries(traits).filter(([, { says }]) => says(given) !== says(usual));
  if (differing.length === 0) return null;

  const changes = differing.map(([, { difficulty }]) => difficulty(given) - difficulty(usual));
  const isEasier = changes.some((change) => change < 0);
  const isHarder = changes.some((change) => change > 0);
  const kind = isEasier === isHarder ? "different" : isEasier ? "easier" : "harder";
  const parts = differing.map(
    ([name, { says }]) => `${name} ${says(given)} instead of ${says(usual)}`,
  );
  return `${kind}: ${parts.join(", ")}`;
}
