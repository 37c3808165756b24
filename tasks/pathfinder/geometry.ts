/** A pixel: its row, counted downwards, and its column. */
export interface Point {
  readonly y: number;
  readonly x: number;
}

export interface Direction {
  /** In radians; 0 is to the right, a quarter turn is down. */
  readonly angle: number;
  readonly sin: number;
  readonly cos: number;
}

export const directionOf = (angle: number): Direction => ({
  angle,
  sin: Math.sin(angle),
  cos: Math.cos(angle),
});

/** Within half a turn of 0, as the direction itself must be. */
export const opposite = ({ angle }: Direction): Direction =>
  directionOf(angle < 0 ? angle + Math.PI : angle - Math.PI);

/** The pixel at the point that is this far from `from`, or else the next one below and to the right. */
export const step = (from: Point, { sin, cos }: Direction, distance: number): Point => ({
  y: Math.ceil(from.y + distance * sin) | 0, // "| 0": kept as an integer, for speed
  x: Math.ceil(from.x + distance * cos) | 0,
});

/** Pixels at most `radius` from (0, 0), row by row. */
export function disk(radius: number): readonly Point[] {
  const reach = Math.floor(radius);
  const points: Point[] = [];
  for (let y = -reach; y <= reach; y++) {
    for (let x = -reach; x <= reach; x++) {
      if (y * y + x * x <= radius * radius) points.push({ y, x });
    }
  }
  return points;
}
