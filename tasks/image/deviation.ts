import { type ImageOptions, options } from "./options.ts";

/** What makes the data another benchmark. The seed is not here: another seed is another sample of the same. */
const traits: Readonly<Record<string, (options: ImageOptions) => string>> = {
  side: ({ side }) => `${side}`,
  variety: ({ variety }) => `${variety}`,
  clutter: ({ clutter }) => `${clutter}`,
  noise: ({ noise }) => `${noise}`,
  "train/validation/test examples": (o) =>
    `${o.trainExamples}/${o.validationExamples}/${o.testExamples}`,
};

/** How the data differ: `different: generated figures instead of CIFAR-10, side 16 instead of 32`. */
export function deviation(given: ImageOptions): string {
  const usual = options.parse({});
  const changes = Object.entries(traits)
    .filter(([, says]) => says(given) !== says(usual))
    .map(([name, says]) => `${name} ${says(given)} instead of ${says(usual)}`);
  return ["different: generated figures instead of CIFAR-10", ...changes].join(", ");
}
