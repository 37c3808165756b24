import { deviationOf, sizes, type Trait } from "../deviation.ts";
import { type ListopsOptions, options } from "./options.ts";

/** What makes the data another benchmark. The seed is not here: another seed is another sample of the same. */
const traits: Readonly<Record<string, Trait<ListopsOptions>>> = {
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
  "operator probability": { says: ({ operatorProbability }) => `${operatorProbability}` },
  ...sizes,
};

export const deviation = (given: ListopsOptions): string | null =>
  deviationOf(traits, given, options.parse({}));
