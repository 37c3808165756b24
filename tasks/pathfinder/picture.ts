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
 *
 * Our words for the generator's:
 *
 *     settings     its arguments: frame is padding, margins paddle_margin_list, draws max_paddle_retrial + 1,
 *                  tries max_distractor_contour_retrial + 1
 *     breed        what it computes anew for every snake of one paddle_margin
 *     targets      initialize_two_seeds, then extend_snake for both in turn
 *     distractors  make_many_snakes; leastFree is stop_with_availability
 *     seed         where a snake begins; hatch places its first paddle there, from tail, the origin tip, to head
 *     extend       extend_snake; the heads are its candidates on a circle around the pivot
 *     paddle       draw_line_n_mask: bar is the image, ground the mask, the paddle dilated by the margin
 *     footing      the structuring element by which the taken pixels are dilated to find where a snake can begin
 *     field        mask; a paddle takes its ground when the mask is updated
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
