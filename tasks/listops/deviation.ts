import { type ListopsOptions, options } from "./options.ts";

interface Trait {
  says(options: ListopsOptions): string;
  /** More is harder; 0 for what makes the data only different. */
  difficulty(options: ListopsOptions): number;
}

/** What makes the data another benchmark. The seed is not here: another seed is another sample of the same. */
const traits: Readonly<Record<string, Trait>> = {
  lengths: {
    says: ({ minLength, maxLength }) => `${minLength + 1}-${maxLength - 1}`,
    difficulty: ({ minLength, maxLength }) => minLength + maxLength,
  },
  depth: {
    says: ({ maxDepth }) => `${maxDepth}`,
    difficulty: ({ maxDepth }) => maxDepth,
  },
  arguments: {
    says: ({ maxArgs }) => `2-${maxArgs}`,
    difficulty: ({ maxArgs }) => maxArgs,
  },
  "operator probability": {
    says: ({ operatorProbability }) => `${operatorProbability}`,
    difficulty: () => 0,
  },
  "train/validation/test examples": {
    says: (o) => `${o.trainExamples}/${o.validationExamples}/${o.testExamples}`,
    difficulty: () => 0,
  },
};

/** How these options differ from the benchmark's: `easier: lengths 11-63 instead of 501-1999`; `null` if they do not. */
export function deviation(given: ListopsOptions): string | null {
  const benchmark = options.parse({});
  const differing = Object.entries(traits).filter(
    ([, { says }]) => says(given) !== says(benchmark),
  );
  if (differing.length === 0) return null;

  const changes = differing.map(([, { difficulty }]) => difficulty(given) - difficulty(benchmark));
  const isEasier = changes.some((change) => change < 0);
  const isHarder = changes.some((change) => change > 0);
  const kind = isEasier === isHarder ? "different" : isEasier ? "easier" : "harder";
  const parts = differing.map(
    ([name, { says }]) => `${name} ${says(given)} instead of ${says(benchmark)}`,
  );
  return `${kind}: ${parts.join(", ")}`;
}
