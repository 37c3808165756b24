import type { Rng } from "../rng.ts";
import type { Breed } from "./breed.ts";
import { type Field, openField } from "./field.ts";
import { directionOf, type Point } from "./geometry.ts";
import type { Paddle } from "./paddle.ts";
import { type Pixels, takenPixels } from "./pixels.ts";
import { drawHeading, seed, startsOf } from "./seed.ts";
import { draws, extend, hatch, occupyLast, type Snake } from "./snake.ts";

export interface Targets {
  /** What they leave free. */
  readonly field: Field;
  readonly snakes: readonly [Snake, Snake];
  /** Pairs of snakes begun, the last of which is this one. */
  readonly attempts: number;
}

/**
 * Grows the two target snakes, a paddle each in turn, from the middle of an open field. When either is stuck both begin
 * anew. As in the original, the last paddle of the first snake takes no ground.
 */
export function targetsOf(breed: Breed): (rng: Rng) => Targets {
  const { resolution, frame, seedDistance } = breed.settings;
  const open = openField(resolution, frame);
  const starts = startsInMiddle(open, 2 * seedDistance);
  return (rng) => {
    const field = { ...open, levels: open.levels.slice() };
    for (let attempts = 1; ; attempts++) {
      const snakes = seedBoth(starts, field, breed, rng);
      if (snakes === null) continue;
      if (growBoth(snakes, field, breed, rng)) {
        occupyLast(snakes[1], field);
        return { field, snakes, attempts };
      }
      field.levels.set(open.levels);
    }
  };
}

/** The first snake starts where its first paddle touches nothing of a frame of this width. */
function startsInMiddle(open: Field, width: number): (paddle: Paddle) => Pixels | null {
  const taken = takenPixels(open, width);
  const known = new Map<Paddle, Pixels | null>();
  return (paddle) => {
    if (!known.has(paddle)) known.set(paddle, startsOf(paddle, taken));
    return known.get(paddle)!;
  };
}

function seedBoth(
  starts: (paddle: Paddle) => Pixels | null,
  field: Field,
  breed: Breed,
  rng: Rng,
): readonly [Snake, Snake] | null {
  const first = seed(starts, field, breed, rng);
  if (first === null) return null;
  for (let i = 0; i < draws; i++) {
    const heading = drawHeading(breed, rng);
    const tail = beside(first.tail, breed.settings.seedDistance, rng);
    const second = hatch(tail, heading, breed, field);
    if (second !== null) return [first, second];
  }
  return null;
}

/** A pixel at a distance from another, in a direction of whole degrees; halves are rounded to the even number. */
function beside(point: Point, distance: number, rng: Rng): Point {
  const { sin, cos } = directionOf((rng.int(360) * Math.PI) / 180);
  return {
    y: roundToEven(point.y + distance * sin),
    x: roundToEven(point.x + distance * cos),
  };
}

function roundToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return floor + (rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? 1 : 0);
}

function growBoth(
  [first, second]: readonly [Snake, Snake],
  field: Field,
  breed: Breed,
  rng: Rng,
): boolean {
  for (let i = 1; i < breed.settings.contourLength; i++) {
    if (!extend(first, field, breed, rng) || !extend(second, field, breed, rng)) return false;
  }
  return true;
}
