import { box, type Figure, length, nearest, wave } from "./distance.ts";

const { PI, abs, atan2, cos, max, min, round, sin, sqrt } = Math;

const disk: Figure = (x, y) => length(x, y) - 0.85;

const ring: Figure = (x, y) => abs(length(x, y) - 0.75) - 0.2;

const square: Figure = (x, y) => box(x, y, 0.7, 0.7);

/** Equilateral, a corner up. */
const triangle: Figure = (x, y) => max(y, (sqrt(3) / 2) * abs(x) - y / 2) - 0.5;

/** Of five points, one of them up. */
const star: Figure = (x, y) => {
  const angle = abs(nearest(atan2(x, -y), (2 * PI) / 5)); // from the nearest point of the star
  const radius = length(x, y);
  // The outline runs from there, (0, 1), to a notch at (0.42 sin 36°, 0.42 cos 36°); (u, v) is at right angles to it.
  const u = 1 - 0.42 * cos(PI / 5);
  const v = 0.42 * sin(PI / 5);
  return (u * radius * sin(angle) + v * radius * cos(angle) - v) / length(u, v);
};

const cross: Figure = (x, y) => min(box(x, y, 0.95, 0.28), box(x, y, 0.28, 0.95));

/** Four bars, cut out of a disk. */
const stripes: Figure = (x, y) => max(disk(x, y), abs(nearest(x - 0.22, 0.44)) - 0.11);

/** Every second field of a board of four by four. */
const checks: Figure = (x, y) => {
  const u = wave(x, 0.35);
  const v = wave(y, 0.35);
  const edge = min(abs(u), abs(v));
  return max(box(x, y, 0.7, 0.7), u * v > 0 ? -edge : edge);
};

/** Nine, three by three. */
const dots: Figure = (x, y) => {
  const column = max(-1, min(1, round(x / 0.55)));
  const row = max(-1, min(1, round(y / 0.55)));
  return length(x - 0.55 * column, y - 0.55 * row) - 0.19;
};

/** One arm that winds twice around the centre. */
const spiral: Figure = (x, y) => {
  const radius = length(x, y);
  const arm = nearest(radius - (0.46 * atan2(y, x)) / (2 * PI), 0.46);
  return max(radius - 0.95, abs(arm) - 0.11);
};

/**
 * The classes of generated pictures, in the order of their labels: a disk has the label of CIFAR-10's airplane, a ring
 * that of its automobile, and so on.
 */
export const figures = {
  disk,
  ring,
  square,
  triangle,
  star,
  cross,
  stripes,
  checks,
  dots,
  spiral,
} satisfies Record<string, Figure>;
