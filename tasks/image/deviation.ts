import { deviationOf, sizes, type Trait } from "../deviation.ts";
import { type ImageOptions, options } from "./options.ts";

/** What makes the data another benchmark. The seed is not here: another seed is another sample of the same. */
const traits: Readonly<Record<string, Trait<ImageOptions>>> = {
  side: { says: ({ side }) => `${side}`, difficulty: ({ side }) => side },
  variety: { says: ({ variety }) => `${variety}`, difficulty: ({ variety }) => variety },
  clutter: { says: ({ clutter }) => `${clutter}`, difficulty: ({ clutter }) => clutter },
  noise: { says: ({ noise }) => `${noise}`, difficulty: ({ noise }) => noise },
  ...sizes,
};

export const deviation = (given: ImageOptions): string | null =>
  deviationOf(traits, given, options.parse({}), "generated figures instead of CIFAR-10");
