import { deviationOf, sizes, type Trait } from "../deviation.ts";
import { options, type RetrievalOptions } from "./options.ts";

/** What makes the data harder or easier. The seed is not here: another seed is another sample of the same. */
const traits: Readonly<Record<string, Trait<RetrievalOptions>>> = {
  "related by": {
    says: ({ relation }) => relation,
    difficulty: ({ relation }) => (relation === "topic" ? 0 : 1),
  },
  topics: { says: ({ topics }) => `${topics}`, difficulty: ({ topics }) => topics },
  lengths: {
    says: ({ minLength, maxLength }) => `${minLength}-${maxLength}`,
    difficulty: ({ minLength, maxLength }) => minLength + maxLength,
  },
  ...sizes,
};

export const deviation = (given: RetrievalOptions): string | null =>
  deviationOf(traits, given, options.parse({}), "generated papers instead of the ACL Anthology");
