import { stream } from "../rng.ts";
import type { Generation } from "../task.ts";
import { figures } from "./figures.ts";
import type { ImageOptions } from "./options.ts";
import { render } from "./render.ts";
import { sketch } from "./scene.ts";

const ofLabel = Object.values(figures);

/** Pictures of figures, all classes equally likely; each picture a stream of its own. */
export function plan(options: ImageOptions): Generation {
  const { trainExamples: train, validationExamples: validation, testExamples: test } = options;
  return {
    sizes: { train, validation, test },
    example(split, i) {
      const rng = stream(options.seed, "image", split, i);
      const label = rng.int(ofLabel.length);
      const scene = sketch(ofLabel[label]!, options, rng);
      return { label, towers: [render(scene, options, rng)] };
    },
  };
}
