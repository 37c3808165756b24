import type { Rng } from "../rng.ts";
import { breedOf } from "./breed.ts";
import { blank, paintLevels, paintSnake, toGrey } from "./canvas.ts";
import { growDistractors } from "./distractors.ts";
import { markers } from "./marker.ts";
import type { Settings } from "./settings.ts";
import type { Snake } from "./snake.ts";
import { type Targets, targetsOf } from "./targets.ts";

export interface Picture {
  /** 1 where the marked ends are of one snake, 0 where they are of two. */
  readonly label: number;
  /** Grey levels, row by row. */
  readonly pixels: Uint8Array;
  readonly targets: Targets;
  readonly distractors: readonly Snake[];
}

/**
 * Draws pictures of two long snakes among short ones, with a marker at the beginning of a long one and another at the
 * end of the same or of the other. Linsley et al. 2018, arXiv 1805.08315; the public generator as of December 2019.
 */
export function pictures(settings: Settings): (rng: Rng) => Picture {
  const { resolution, targetContrast, distractorContrast } = settings;
  const breeds = settings.margins.map((margin) => breedOf(settings, margin));
  const growers = breeds.map(targetsOf);
  const marker = markers(settings);

  return (rng) => {
    const label = rng.int(2);
    const kind = rng.int(breeds.length);
    const targets = growers[kind]!(rng);
    const distractors = growDistractors(targets.field, breeds[kind]!, rng);
    const [a, b] = targets.snakes;
    const [origin, other] = rng.int(2) === 0 ? [a, b] : [b, a];
    const end = label === 1 ? origin : other;

    const canvas = blank(resolution);
    for (const snake of targets.snakes) paintSnake(canvas, snake, targetContrast);
    for (const snake of distractors) paintSnake(canvas, snake, distractorContrast);
    paintLevels(canvas, marker(origin.tail));
    paintLevels(canvas, marker(end.last.at));
    return { label, pixels: toGrey(canvas), targets, distractors };
  };
}
