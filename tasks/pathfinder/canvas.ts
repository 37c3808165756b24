import type { Point } from "./geometry.ts";
import type { Shape } from "./shape.ts";
import type { Snake } from "./snake.ts";

/** Brightness of each pixel: black is 0, a marker 1. */
export interface Canvas {
  readonly side: number;
  readonly values: Float64Array;
}

export const blank = (side: number): Canvas => ({ side, values: new Float64Array(side * side) });

/** Paints the bars of a snake; of what overlaps the brightest is seen. */
export function paintSnake(canvas: Canvas, { paddles }: Snake, contrast: number): void {
  for (const { paddle, at } of paddles) paintShape(canvas, paddle.bar, at, contrast);
}

function paintShape({ side, values }: Canvas, shape: Shape, at: Point, contrast: number): void {
  shape.levels.forEach((level, i) => {
    const y = at.y + shape.y[i]!;
    const x = at.x + shape.x[i]!;
    if (y < 0 || x < 0 || y >= side || x >= side) return;
    const pixel = y * side + x;
    values[pixel] = Math.max(values[pixel]!, (level / 255) * contrast);
  });
}

/** Paints grey levels, a whole picture of them. */
export function paintLevels({ values }: Canvas, levels: Uint8Array): void {
  levels.forEach((level, pixel) => {
    values[pixel] = Math.max(values[pixel]!, level / 255);
  });
}

/** Grey levels from 0, the darkest pixel, to 255, the brightest; as SciPy's `imsave` did. */
export function toGrey({ values }: Canvas): Uint8Array {
  let [darkest, brightest] = [values[0]!, values[0]!];
  for (const value of values) {
    if (value < darkest) darkest = value;
    if (value > brightest) brightest = value;
  }
  const scale = 255 / (brightest - darkest);
  const levels = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) levels[i] = (values[i]! - darkest) * scale + 0.5;
  return levels;
}
