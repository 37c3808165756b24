import { type Surroundings, surroundings } from "./field.ts";
import { type Direction, directionOf, opposite, type Point } from "./geometry.ts";
import { type Paddle, paddles } from "./paddle.ts";
import type { Settings } from "./settings.ts";

/** What all snakes of one margin share. Lengths are in pixels. */
export interface Breed {
  readonly settings: Settings;
  readonly margin: number;
  /** From a pivot, where a snake bends, to the end of the paddle that follows. */
  readonly reach: number;
  readonly paddle: (direction: Direction) => Paddle;
  /** Directions that a snake can start in: `-180, -179, … 179` degrees. */
  readonly headings: readonly Heading[];
  /** Where the next paddle can end. */
  readonly heads: readonly Head[];
  /** What must be free around a head. */
  readonly around: Surroundings;
  /** Of each head, summed up to it; overwritten whenever a snake grows. */
  readonly chances: Float64Array;
}

/** The direction of a snake, and how readily it goes on to each of the heads: `[heads]`, 0 to 1. */
export interface Heading extends Direction {
  readonly weights: Float64Array;
}

/** A pixel relative to the pivot; the paddle is drawn from there back towards the pivot. */
export interface Head extends Point {
  readonly heading: Heading;
  readonly paddle: Paddle;
}

export function breedOf(settings: Settings, margin: number): Breed {
  const reach = settings.paddleLength + margin;
  const paddle = paddles(settings, margin);
  const pixels = circle(reach);
  const angles = pixels.map(({ y, x }) => Math.atan2(y, x));
  const headingOf = (angle: number): Heading => ({
    ...directionOf(angle),
    weights: Float64Array.from(angles, (next) => readiness(angle, next, settings.continuity)),
  });
  return {
    settings,
    margin,
    reach,
    paddle,
    headings: Array.from({ length: 360 }, (_, i) => headingOf(((i - 180) * Math.PI) / 180)),
    heads: pixels.map((pixel, i) => {
      const heading = headingOf(angles[i]!);
      return { ...pixel, heading, paddle: paddle(opposite(heading)) };
    }),
    around: surroundings(settings.resolution, margin),
    chances: new Float64Array(pixels.length),
  };
}

/** Pixels of a circle around (0, 0), each once, row by row: points one pixel apart along it, rounded down. */
function circle(radius: number): readonly Point[] {
  const points = Array.from({ length: Math.ceil(2 * Math.PI * radius) }, (_, i) => ({
    y: Math.floor(radius * Math.sin(i / radius)),
    x: Math.floor(radius * Math.cos(i / radius)),
  }));
  const distinct = new Map(points.map((point) => [`${point.y} ${point.x}`, point]));
  return [...distinct.values()].sort((a, b) => a.y - b.y || a.x - b.x);
}

/** cos² of the bend, stretched by the continuity; 0 from a quarter turn on. */
function readiness(from: number, to: number, continuity: number): number {
  const turn = Math.abs(from - to);
  const bend = continuity * Math.min(turn, 2 * Math.PI - turn);
  return bend < Math.PI / 2 ? Math.cos(bend) ** 2 : 0;
}
