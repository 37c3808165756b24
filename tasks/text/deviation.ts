import { deviationOf, sizes, type Trait } from "../deviation.ts";
import { options, type TextOptions } from "./options.ts";

const structures = ["plain", "near", "far"];

/** What makes the reviews harder or easier. The seed is not here: another seed is another sample of the same. */
const traits: Readonly<Record<string, Trait<TextOptions>>> = {
  structure: {
    says: ({ structure }) => structure,
    difficulty: ({ structure }) => structures.indexOf(structure),
  },
  "median length": {
    says: ({ medianLength }) => `${medianLength}`,
    difficulty: ({ medianLength }) => medianLength,
  },
  "greatest length": {
    says: ({ maxLength }) => `${maxLength}`,
    difficulty: ({ maxLength }) => maxLength,
  },
  decoys: { says: ({ decoys }) => `${decoys}`, difficulty: ({ decoys }) => decoys },
  negation: { says: ({ negation }) => `${negation}`, difficulty: ({ negation }) => negation },
  words: { says: ({ words }) => `${words}`, difficulty: ({ words }) => words },
  ...sizes,
};

export const deviation = (given: TextOptions): string | null =>
  deviationOf(traits, given, options.parse({}), "generated reviews instead of IMDB");
