import type { Rng } from "../rng.ts";
import { type Aspect, aspects } from "./aspects.ts";
import { body } from "./body.ts";
import { criterion } from "./criterion.ts";
import { happens, sentence } from "./draw.ts";
import { castFilm } from "./film.ts";
import type { TextOptions } from "./options.ts";
import { heading, scenery } from "./scenery.ts";
import { verdict } from "./verdict.ts";

/** A review, sentence by sentence. */
export interface Review {
  /** When far, says which aspect decides. */
  readonly opening: readonly string[];
  /** Decides nothing. */
  readonly body: readonly string[];
  /** Judges that aspect; when near, says first which it is. */
  readonly ending: readonly string[];
}

/**
 * A review that praises or blames one aspect, the only one that counts with its writer. Whatever else is judged is as
 * often good as bad, and beside the verdict stands its rival: another aspect, judged the other way, in the same manner.
 */
export function drawReview(rng: Rng, isGood: boolean, options: TextOptions): Review {
  const { structure, words } = options;
  const hasDecoys = structure !== "plain" && happens(rng, options.decoys);
  const film = castFilm(rng);
  const scene = scenery(rng, film);
  const [decisive, rival, ...judged] = shuffledAspects(rng);

  const rule = criterion(rng, decisive, hasDecoys && happens(rng, 0.5) ? rival : null);
  const rivals = hasDecoys ? [{ aspect: rival, isGood: !isGood }] : [];
  const { early, late } = verdict(rng, [{ aspect: decisive, isGood }, ...rivals], options);
  const decoys = hasDecoys ? { judged, rumours: { aspects, film, words } } : null;
  const fill = (opening: readonly string[], ending: readonly string[]): Review => {
    const room = drawLength(rng, options) - lengthOf([...opening, ...ending]);
    return { opening, body: body(rng, { scene, decoys }, options, room), ending };
  };
  const perhaps = (draw: () => string) => (happens(rng, 0.3) ? [draw()] : []);

  switch (structure) {
    case "plain":
      return fill([sentence(heading, film)], late);
    case "near":
      return fill([], [rule, ...late]);
    case "far":
      return fill(
        [...perhaps(scene), rule, ...perhaps(scene), ...early],
        [...late, ...perhaps(scene)],
      );
  }
}

function shuffledAspects(rng: Rng): [Aspect, Aspect, ...Aspect[]] {
  const shuffled = [...aspects];
  rng.shuffle(shuffled);
  return shuffled as [Aspect, Aspect, ...Aspect[]];
}

/**
 * Bytes, roughly, that a review shall have: below the median and above it the halves of two normal distributions of
 * logarithms, whose widths are IMDB's.
 */
function drawLength(rng: Rng, { medianLength, maxLength }: TextOptions): number {
  for (;;) {
    const z = rng.normal();
    const length = medianLength * Math.exp(z * (z < 0 ? 0.45 : 0.72));
    if (length <= maxLength) return length;
  }
}

const lengthOf = (sentences: readonly string[]): number =>
  sentences.reduce((sum, sentence) => sum + sentence.length + 1, 0);

/** The review as it is read; here and there a new paragraph begins, as IMDB writes it. */
export function print(rng: Rng, { opening, body, ending }: Review): string {
  const [first, ...rest] = [...opening, ...body, ...ending];
  const gap = () => (happens(rng, 0.1) ? "<br /><br />" : " ");
  return rest.reduce((text, sentence) => text + gap() + sentence, first!);
}
