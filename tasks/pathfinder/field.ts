import { disk, type Point } from "./geometry.ts";
import type { Shape } from "./shape.ts";

/** How far each pixel of a picture is taken by snakes: a level of 0 to 255, row by row. */
export interface Field {
  readonly side: number;
  readonly levels: Uint8Array;
}

export const taken = 255;

/** A field that is free but for a frame of this width. */
export function openField(side: number, frame: number): Field {
  const levels = new Uint8Array(side * side).fill(taken);
  for (let y = frame; y < side - frame; y++) {
    levels.fill(0, y * side + frame, (y + 1) * side - frame);
  }
  return { side, levels };
}

export const isInside = ({ side }: Field, { y, x }: Point): boolean =>
  y >= 0 && x >= 0 && y < side && x < side;

/** Takes a shape's ground; what lies outside is lost. */
export function occupy({ side, levels }: Field, shape: Shape, at: Point): void {
  for (let i = 0; i < shape.levels.length; i++) {
    const y = at.y + shape.y[i]!;
    const x = at.x + shape.x[i]!;
    if (y < 0 || x < 0 || y >= side || x >= side) continue;
    const pixel = y * side + x;
    if (shape.levels[i]! > levels[pixel]!) levels[pixel] = shape.levels[i]!;
  }
}

/** Whether a shape lies on ground that is taken: levels of 0 to 1 sum to 1.8 at some pixel. */
export function collides({ side, levels }: Field, shape: Shape, at: Point): boolean {
  for (let i = 0; i < shape.levels.length; i++) {
    const least = collidesFrom[shape.levels[i]!]!;
    if (least > taken) return false; // and so for all darker pixels, which follow
    const y = at.y + shape.y[i]!;
    const x = at.x + shape.x[i]!;
    if (y < 0 || x < 0 || y >= side || x >= side) continue;
    if (levels[y * side + x]! >= least) return true;
  }
  return false;
}

/** For each level the least other with which it sums to 1.8, in floating-point numbers as the original; 256: none. */
const collidesFrom = Uint16Array.from({ length: 256 }, (_, level) => {
  let other = 0;
  while (other <= taken && level / 255 + other / 255 < 1.8) other++;
  return other;
});

/** Pixels within a radius of any pixel, as distances in `levels`. */
export interface Surroundings {
  readonly radius: number;
  readonly offsets: Int32Array;
}

export const surroundings = (side: number, radius: number): Surroundings => ({
  radius,
  offsets: Int32Array.from(disk(radius), ({ y, x }) => y * side + x),
});

/** The greatest level around a pixel; near the border of the picture, where there always is a frame, it is `taken`. */
export function greatestAround(field: Field, y: number, x: number, around: Surroundings): number {
  const { side, levels } = field;
  const { radius, offsets } = around;
  if (y < radius || x < radius || y >= side - radius || x >= side - radius) return taken;
  const pixel = y * side + x;
  let greatest = 0;
  for (let i = 0; i < offsets.length; i++) {
    const level = levels[pixel + offsets[i]!]!;
    if (level > greatest) greatest = level;
  }
  return greatest;
}
