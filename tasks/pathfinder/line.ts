import type { Point } from "./geometry.ts";

/**
 * Draws a straight line, 255 on 0, pixel by pixel as `ImageDraw.line` of Pillow 9.4 does.
 * `canvas [side, side]`; the line must lie within it.
 */
export function drawLine(
  canvas: Uint8Array,
  side: number,
  from: Point,
  to: Point,
  width: number,
): void {
  if (width === 1) drawThin(canvas, side, from, to);
  else fill(canvas, side, corners(from, to, width));
}

/** Bresenham 1965: one pixel in every row or in every column, whichever are more. */
function drawThin(canvas: Uint8Array, side: number, from: Point, to: Point): void {
  const [dy, dx] = [Math.abs(to.y - from.y), Math.abs(to.x - from.x)];
  const isSteep = dy >= dx;
  const [longer, shorter] = isSteep ? [dy, dx] : [dx, dy];
  const [down, right] = [Math.sign(to.y - from.y), Math.sign(to.x - from.x)];
  let { y, x } = from;
  let error = 2 * shorter - longer;
  for (let i = 0; i <= longer; i++) {
    canvas[y * side + x] = 255;
    const isAside = error >= 0;
    if (isSteep || isAside) y += down;
    if (!isSteep || isAside) x += right;
    error += 2 * (isAside ? shorter - longer : shorter);
  }
}

/** The four corners of a wide line, in turn. An even width leaves one pixel that goes to one side. */
function corners(from: Point, to: Point, width: number): readonly Point[] {
  const [dy, dx] = [to.y - from.y, to.x - from.x];
  const length = Math.hypot(dy, dx);
  const half = (width - 1) / 2;
  const [less, more] = [roundDown(half) / length, roundUp(half) / length];
  const left = { y: roundUp(more * dx), x: -roundDown(less * dy) };
  const right = { y: -roundUp(less * dx), x: roundDown(more * dy) };
  return [sum(from, left), sum(to, left), sum(to, right), sum(from, right)];
}

const sum = (a: Point, b: Point): Point => ({ y: a.y + b.y, x: a.x + b.x });

/** Fills a convex polygon, its edges included. */
function fill(canvas: Uint8Array, side: number, polygon: readonly Point[]): void {
  const rows = polygon.map(({ y }) => y);
  for (let y = Math.min(...rows); y <= Math.max(...rows); y++) {
    const columns = polygon.flatMap((a, i) => crossings(a, polygon[(i + 1) % polygon.length]!, y));
    const start = y * side + roundUp(Math.min(...columns));
    const end = y * side + roundDown(Math.max(...columns));
    canvas.fill(255, start, end + 1);
  }
}

/** Columns, not rounded, in which the edge from `a` to `b` meets row `y`. */
function crossings(a: Point, b: Point, y: number): readonly number[] {
  if (a.y === b.y) return a.y === y ? [a.x, b.x] : [];
  if (y < Math.min(a.y, b.y) || y > Math.max(a.y, b.y)) return [];
  return [a.x + ((y - a.y) * (b.x - a.x)) / (b.y - a.y)];
}

/** To the nearest integer, halves away from zero. */
const roundUp = (value: number): number => Math.sign(value) * Math.floor(Math.abs(value) + 0.5);

/** To the nearest integer, halves towards zero. */
const roundDown = (value: number): number => Math.sign(value) * Math.ceil(Math.abs(value) - 0.5);
