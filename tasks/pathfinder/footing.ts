import type { Point } from "./geometry.ts";
import type { Shape } from "./shape.ts";

/**
 * The pixels that must be free where a snake starts with a paddle, relative to its start: those that the ground wholly
 * takes, all moved down and right by one, as in the original; at most `reach` away.
 *
 * `null` where no snake can start so. The original holds the whole picture for taken as soon as one of its pixels has
 * all of its footing outside of the picture: with 330 of 360 directions at resolution 32, 265 at 64, 6 at 128.
 */
export function footingOf(ground: Shape, reach: number): readonly Point[] | null {
  const whole = ground.levels.filter((level) => level === 255).length; // brightest first
  const footing = Array.from({ length: whole }, (_, i) => ({
    y: ground.y[i]! + 1,
    x: ground.x[i]! + 1,
  })).filter(({ y, x }) => Math.max(Math.abs(y), Math.abs(x)) <= reach);
  return isSeenEverywhere(footing, reach) ? footing : null;
}

/** Whether every pixel of a square, and so of any larger one, has one of the steps inside of the square. */
function isSeenEverywhere(steps: readonly Point[], reach: number): boolean {
  const side = 2 * reach + 1;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const isSeen = steps.some((step) => isIn(y + step.y, side) && isIn(x + step.x, side));
      if (!isSeen) return false;
    }
  }
  return true;
}

const isIn = (i: number, side: number): boolean => i >= 0 && i < side;
