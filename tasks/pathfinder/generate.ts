import { stream } from "../rng.ts";
import type { Generation } from "../task.ts";
import { type PathfinderOptions, settingsOf } from "./options.ts";
import { pictures } from "./picture.ts";

/** Pictures whose label is a fair coin; each picture a stream of its own. */
export function plan(options: PathfinderOptions): Generation {
  const { trainExamples: train, validationExamples: validation, testExamples: test } = options;
  const draw = pictures(settingsOf(options));
  return {
    sizes: { train, validation, test },
    example(split, i) {
      const { label, pixels } = draw(stream(options.seed, "pathfinder", split, i));
      return { label, towers: [pixels] };
    },
  };
}
