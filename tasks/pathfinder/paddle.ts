import { footingOf } from "./footing.ts";
import { type Direction, disk, type Point, step } from "./geometry.ts";
import { shrinker } from "./lanczos.ts";
import { drawLine } from "./line.ts";
import { antialias, type Settings } from "./settings.ts";
import { type Shape, shapeOf } from "./shape.ts";

/** A short bar, of which snakes are made; both shapes are relative to the pixel where it starts. */
export interface Paddle {
  readonly bar: Shape;
  /** The bar with the margin around it, which other paddles must respect. */
  readonly ground: Shape;
  /** See footing.ts. */
  readonly footing: readonly Point[] | null;
}

/** The paddles of one margin by their directions; those that end at the same pixel are one and the same. */
export function paddles(settings: Settings, margin: number): (direction: Direction) => Paddle {
  const { paddleLength, paddleThickness } = settings;
  const reach = paddleLength + Math.ceil(paddleThickness) + margin;
  const side = 2 * reach * antialias + 1;
  const start = { y: reach * antialias, x: reach * antialias };
  const shrink = shrinker(side, 2 * reach + 1);
  const drawn = new Map<number, Paddle>();

  return (direction) => {
    const end = step(start, direction, paddleLength * antialias);
    const key = end.y * side + end.x;
    const known = drawn.get(key);
    if (known !== undefined) return known;

    const line = new Uint8Array(side * side);
    drawLine(line, side, start, end, Math.round(paddleThickness * antialias));
    const ground = shapeOf(shrink(dilate(line, side, margin * antialias)));
    const footing = footingOf(ground, paddleLength + margin);
    const paddle = { bar: shapeOf(shrink(line)), ground, footing };
    drawn.set(key, paddle);
    return paddle;
  };
}

/** Every pixel's greatest level within `radius`, `[side, side] → [side, side]`; so near the border all is black. */
function dilate(picture: Uint8Array, side: number, radius: number): Uint8Array {
  const dilated = new Uint8Array(picture.length);
  const around = disk(radius);
  picture.forEach((level, i) => {
    if (level === 0) return;
    for (const { y, x } of around) {
      const at = i + y * side + x;
      dilated[at] = Math.max(dilated[at]!, level);
    }
  });
  return dilated;
}
