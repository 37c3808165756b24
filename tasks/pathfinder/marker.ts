import { disk, type Point } from "./geometry.ts";
import { shrinker } from "./lanczos.ts";
import { antialias, type Settings } from "./settings.ts";

/** Draws the disk that marks the end of a snake, as grey levels `[resolution, resolution]`. */
export function markers({ resolution, markerRadius }: Settings): (at: Point) => Uint8Array {
  const side = resolution * antialias;
  const shrink = shrinker(side, resolution);
  const pixels = disk(markerRadius * antialias);
  return (at) => {
    const canvas = new Uint8Array(side * side);
    for (const pixel of pixels) {
      const y = at.y * antialias + pixel.y;
      const x = at.x * antialias + pixel.x;
      if (y >= 0 && x >= 0 && y < side && x < side) canvas[y * side + x] = 255;
    }
    return shrink(canvas);
  };
}
