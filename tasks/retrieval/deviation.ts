import { options, type RetrievalOptions } from "./options.ts";

interface Trait {
  says(options: RetrievalOptions): string;
  /** More is harder; 0 for what makes the data only different. */
  difficulty(options: RetrievalOptions): number;
}

/** What makes the data harder or easier. The seed is not here: another seed is another sample of the same. */
const traits: Readonly<Record<string, Trait>> = {
  "related by": {
    says: ({ relation }) => relation,
    difficulty: ({ relation }) => (relation === "topic" ? 0 : 1),
  },
  topics: {
    says: ({ topics }) => `${topics}`,
    difficulty: ({ topics }) => topics,
  },
  lengths: {
    says: ({ minLength, maxLength }) => `${minLength}-${maxLength}`,
    difficulty: ({ minLength, maxLength }) => minLength + maxLength,
  },
  "train/validation/test examples": {
    says: (o) => `${o.trainExamples}/${o.validationExamples}/${o.testExamples}`,
    difficulty: () => 0,
  },
};

/**
 * Always that the papers are not the benchmark's, then how the options differ from the defaults:
 * `easier: generated papers instead of the ACL Anthology, related by topic instead of citation`.
 */
export function deviation(given: RetrievalOptions): string {
  const usual = options.parse({});
  const differing = Object.entries(traits).filter(([, { says }]) => says(given) !== says(usual));
  const changes = differing.map(([, { difficulty }]) => difficulty(given) - difficulty(usual));
  const isEasier = changes.some((change) => change < 0);
  const isHarder = changes.some((change) => change > 0);
  const kind = isEasier === isHarder ? "different" : isEasier ? "easier" : "harder";
  const parts = differing.map(
    ([name, { says }]) => `${name} ${says(given)} instead of ${says(usual)}`,
  );
  return [`${kind}: generated papers instead of the ACL Anthology`, ...parts].join(", ");
}
