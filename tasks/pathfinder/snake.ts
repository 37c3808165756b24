import type { Rng } from "../rng.ts";
import type { Breed, Head, Heading } from "./breed.ts";
import { collides, type Field, greatestAround, isInside, occupy } from "./field.ts";
import { opposite, type Point, step } from "./geometry.ts";
import type { Paddle } from "./paddle.ts";

export interface Snake {
  /** The pixel where it begins. */
  readonly tail: Point;
  /** Where the last paddle begins, behind its margin. */
  pivot: Point;
  heading: Heading;
  /** From the first to the last. All but the last have taken their ground. */
  readonly paddles: Placed[];
  last: Placed;
}

export interface Placed {
  readonly paddle: Paddle;
  /** Where it starts: at the tip of the snake, if it is the first or the last. */
  readonly at: Point;
}

/** Times that something is drawn by chance, until it fits, before it is given up. */
export const draws = 3;

/** A snake of one paddle, `null` where it does not fit into the picture. */
export function hatch(tail: Point, heading: Heading, breed: Breed, field: Field): Snake | null {
  const head = step(tail, heading, breed.settings.paddleLength);
  const pivot = step(head, opposite(heading), breed.reach);
  if (!isInside(field, head) || !isInside(field, pivot)) return null;
  const first = { paddle: breed.paddle(heading), at: tail };
  return { tail, pivot, heading, paddles: [first], last: first };
}

/** Adds a paddle, whose predecessor now takes its ground. False, and nothing changed, where none fits. */
export function extend(snake: Snake, field: Field, breed: Breed, rng: Rng): boolean {
  const pivot = step(snake.pivot, snake.heading, breed.reach + breed.margin);
  const sum = sumChances(snake.heading, pivot, field, breed);
  if (sum < leastChance) return false;
  for (let i = 0; i < draws; i++) {
    const head = drawHead(breed, sum * rng.uniform());
    const at = { y: pivot.y + head.y, x: pivot.x + head.x };
    if (collides(field, head.paddle.ground, at)) continue;
    occupyLast(snake, field);
    snake.pivot = pivot;
    snake.heading = head.heading;
    snake.last = { paddle: head.paddle, at };
    snake.paddles.push(snake.last);
    return true;
  }
  return false;
}

/** Sum of all chances below which there is no way on. */
const leastChance = 1e-4;

/** Sums up `breed.chances` of the heads around a pivot: readiness times free ground. */
function sumChances(heading: Heading, pivot: Point, field: Field, breed: Breed): number {
  const { heads, around, chances } = breed;
  let sum = 0;
  for (let i = 0; i < heads.length; i++) {
    const weight = heading.weights[i]!;
    if (weight > 0) {
      const { y, x } = heads[i]!;
      const level = greatestAround(field, pivot.y + y, pivot.x + x, around);
      sum += (1 - level / 255) * weight;
    }
    chances[i] = sum;
  }
  return sum;
}

/** The first head whose summed chances exceed `value`, which must be below their sum. */
function drawHead({ heads, chances }: Breed, value: number): Head {
  let i = 0;
  while (chances[i]! <= value) i++;
  return heads[i]!;
}

/** The last paddle takes its ground. */
export function occupyLast({ last }: Snake, field: Field): void {
  occupy(field, last.paddle.ground, last.at);
}
