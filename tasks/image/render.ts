import type { Rng } from "../rng.ts";
import type { ImageOptions } from "./options.ts";
import type { Scene, Thing } from "./scene.ts";

/** A scene with noise, as `[side²]` grey levels from 0 to 255, row by row. */
export function render(
  { ground, things }: Scene,
  { side, noise }: Pick<ImageOptions, "side" | "noise">,
  rng: Rng,
): Uint8Array {
  const levels = slope(ground, side);
  for (const thing of things) paint(levels, side, thing);

  const pixels = new Uint8Array(side * side);
  for (let i = 0; i < pixels.length; i++) {
    const level = levels[i]! + noise * rng.normal();
    pixels[i] = Math.round(255 * Math.min(1, Math.max(0, level)));
  }
  return pixels;
}

function slope({ level, across, down }: Scene["ground"], side: number): Float64Array {
  const levels = new Float64Array(side * side);
  for (let row = 0; row < side; row++) {
    const ofRow = level + down * ((row + 0.5) / side - 0.5);
    for (let column = 0; column < side; column++) {
      levels[row * side + column] = ofRow + across * ((column + 0.5) / side - 0.5);
    }
  }
  return levels;
}

/** Paints over what is there. A pixel whose centre is less than half a pixel from the outline is covered in part. */
function paint(levels: Float64Array, side: number, thing: Thing): void {
  const { figure, angle, level } = thing;
  const radius = thing.radius * side;
  const x = thing.x * side;
  const y = thing.y * side;
  const cos = Math.cos(angle) / radius;
  const sin = Math.sin(angle) / radius;
  const [top, bottom] = reach(y, radius, side);
  const [left, right] = reach(x, radius, side);
  for (let row = top; row < bottom; row++) {
    const dy = row + 0.5 - y;
    for (let column = left; column < right; column++) {
      const dx = column + 0.5 - x;
      const distance = radius * figure(cos * dx + sin * dy, cos * dy - sin * dx);
      const cover = Math.min(1, Math.max(0, 0.5 - distance));
      const at = row * side + column;
      levels[at]! += cover * (level - levels[at]!);
    }
  }
}

/** The first row or column that a thing may touch, and the one behind the last. */
const reach = (centre: number, radius: number, side: number): readonly [number, number] => [
  Math.max(0, Math.floor(centre - radius - 0.5)),
  Math.min(side, Math.ceil(centre + radius + 0.5)),
];
