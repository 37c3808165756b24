import type { Rng } from "../rng.ts";
import type { Breed } from "./breed.ts";
import type { Field } from "./field.ts";
import { takenPixels } from "./pixels.ts";
import { seed, startsOf } from "./seed.ts";
import { extend, occupyLast, type Snake } from "./snake.ts";

/** Tries at one distractor before the picture goes without it. */
const tries = 5;

/** Share of the pixels that must be free for a distractor to be begun. */
const leastFree = 0.01;

/** Grows distractor snakes where there is room, each on the ground that is left by those before. */
export function growDistractors(field: Field, breed: Breed, rng: Rng): readonly Snake[] {
  const snakes: Snake[] = [];
  for (let i = 0; i < breed.settings.distractors; i++) {
    const snake = growOne(field, breed, rng);
    if (snake !== null) snakes.push(snake);
  }
  return snakes;
}

function growOne(field: Field, breed: Breed, rng: Rng): Snake | null {
  const before = field.levels.slice();
  for (let i = 0; i < tries; i++) {
    const snake = seedAnywhere(field, breed, rng);
    if (snake !== null && growWhole(snake, field, breed, rng)) return snake;
    field.levels.set(before);
  }
  return null;
}

function seedAnywhere(field: Field, breed: Breed, rng: Rng): Snake | null {
  const taken = takenPixels(field, 1);
  if (field.levels.length - taken.count < leastFree * field.levels.length) return null;
  return seed((paddle) => startsOf(paddle, taken), field, breed, rng);
}

function growWhole(snake: Snake, field: Field, breed: Breed, rng: Rng): boolean {
  for (let i = 1; i < breed.settings.distractorLength; i++) {
    if (!extend(snake, field, breed, rng)) return false;
  }
  occupyLast(snake, field);
  return true;
}
