import { options, type TextOptions } from "./options.ts";

/** What makes the reviews harder or easier. The seed is not here: another seed is another sample of the same. */
const traits: Readonly<Record<string, (options: TextOptions) => string>> = {
  structure: ({ structure }) => structure,
  "median length": ({ medianLength }) => `${medianLength}`,
  "greatest length": ({ maxLength }) => `${maxLength}`,
  decoys: ({ decoys }) => `${decoys}`,
  negation: ({ negation }) => `${negation}`,
  words: ({ words }) => `${words}`,
  "train/validation/test examples": (o) =>
    `${o.trainExamples}/${o.validationExamples}/${o.testExamples}`,
};

/** Always that the reviews are not IMDB's; then how the options differ from the defaults. */
export function deviation(given: TextOptions): string {
  const defaults = options.parse({});
  const changes = Object.entries(traits)
    .filter(([, says]) => says(given) !== says(defaults))
    .map(([name, says]) => `${name} ${says(given)} instead of ${says(defaults)}`);
  return ["different: generated reviews instead of IMDB", ...changes].join(", ");
}
