import type { Rng } from "../rng.ts";
import type { Breed, Heading } from "./breed.ts";
import type { Field } from "./field.ts";
import type { Paddle } from "./paddle.ts";
import { type Pixels, pick, untouched } from "./pixels.ts";
import { draws, hatch, type Snake } from "./snake.ts";

/** Where a snake can start with a paddle, given the pixels that are taken; `null`: nowhere. */
export function startsOf({ footing }: Paddle, taken: Pixels): Pixels | null {
  if (footing === null) return null;
  const starts = untouched(taken, footing);
  return starts.count > 0 ? starts : null;
}

/** A snake of one paddle of any direction, on one of its starts; `null` where there is no room. */
export function seed(
  starts: (paddle: Paddle) => Pixels | null,
  field: Field,
  breed: Breed,
  rng: Rng,
): Snake | null {
  for (let i = 0; i < draws; i++) {
    const heading = drawHeading(breed, rng);
    const available = starts(breed.paddle(heading));
    if (available === null) return null;
    const snake = hatch(pick(available, rng), heading, breed, field);
    if (snake !== null) return snake;
  }
  return null;
}

/** A direction of whole degrees. */
export const drawHeading = ({ headings }: Breed, rng: Rng): Heading =>
  headings[rng.int(headings.length)]!;
