/**
 * A figure as the distance of any point from its outline, negative inside. It lies within 1 of the centre, x to the
 * right and y down. Near the outline the distance is true; elsewhere its sign is enough.
 */
export type Figure = (x: number, y: number) => number;

export const length = (x: number, y: number): number => Math.sqrt(x * x + y * y);

/** From a box around the centre, of half this width and height. */
export const box = (x: number, y: number, width: number, height: number): number =>
  Math.max(Math.abs(x) - width, Math.abs(y) - height);

/** How far x is beyond the nearest multiple of `step`. */
export const nearest = (x: number, step: number): number => x - step * Math.round(x / step);

/** How far x is from the nearest multiple of `step`: positive in one gap between two, negative in the next. */
export const wave = (x: number, step: number): number =>
  step / 2 - Math.abs(nearest(x + step / 2, 2 * step));
