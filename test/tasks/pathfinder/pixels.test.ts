import { describe, expect, test } from "vitest";
import { type Field, openField } from "../../../tasks/pathfinder/field.ts";
import type { Point } from "../../../tasks/pathfinder/geometry.ts";
import { type Pixels, pick, takenPixels, untouched } from "../../../tasks/pathfinder/pixels.ts";
import { stream } from "../../../tasks/rng.ts";

const isIn = ({ side, words }: Pixels, y: number, x: number): boolean =>
  ((words[(y * side + x) >> 5]! >>> (x & 31)) & 1) === 1;

const membersOf = (pixels: Pixels): string[] => {
  const { side } = pixels;
  const all = Array.from({ length: side * side }, (_, i) => [Math.floor(i / side), i % side]);
  return all.filter(([y, x]) => isIn(pixels, y!, x!)).map(([y, x]) => `${y} ${x}`);
};

/** A field whose pixels are taken here and there. */
function scattered(side: number, share: number): Field {
  const rng = stream(0, "scattered", side);
  const field = openField(side, 0);
  for (let i = 0; i < side * side; i++) field.levels[i] = rng.uniform() < share ? 255 : 0;
  return field;
}

test("taken is what is above 0.3, and the frame", () => {
  const field = openField(32, 0);
  field.levels[5 * 32 + 31] = 77; // 0.302
  field.levels[6 * 32 + 7] = 76; // 0.298
  field.levels[9 * 32] = 255;
  expect(membersOf(takenPixels(field, 0))).toEqual(["5 31", "9 0"]);
  expect(takenPixels(field, 0).count).toBe(2);
  const framed = takenPixels(field, 14);
  expect(framed.count).toBe(32 * 32 - 4 * 4);
  expect(isIn(framed, 14, 14)).toBe(false);
  expect(isIn(framed, 13, 14)).toBe(true);
  expect(isIn(framed, 14, 18)).toBe(true);
});

describe.each([32, 64, 128])("untouched pixels of a picture of side %i", (side) => {
  const field = scattered(side, 0.2);
  const steps: readonly Point[] = [
    { y: 0, x: 1 },
    { y: -3, x: 0 },
    { y: 2, x: -10 },
    { y: 1, x: 10 },
  ];

  test("are those from which every step leads to a free pixel or outside", () => {
    const isFree = (y: number, x: number) =>
      y < 0 || x < 0 || y >= side || x >= side || field.levels[y * side + x] === 0;
    const expected = Array.from({ length: side * side }, (_, i) => [Math.floor(i / side), i % side])
      .filter(([y, x]) => steps.every((step) => isFree(y! + step.y, x! + step.x)))
      .map(([y, x]) => `${y} ${x}`);
    const pixels = untouched(takenPixels(field, 0), steps);
    expect(membersOf(pixels)).toEqual(expected);
    expect(pixels.count).toBe(expected.length);
    expect(pixels.count).toBeGreaterThan(0.3 * side * side);
  });
});

test("every pixel of a set is picked equally often", () => {
  const pixels = takenPixels(scattered(64, 0.01), 0);
  const rng = stream(0, "pick");
  const picks = 200 * pixels.count;
  const counts = new Map(membersOf(pixels).map((member) => [member, 0]));
  expect(counts.size).toBe(pixels.count);
  for (let i = 0; i < picks; i++) {
    const { y, x } = pick(pixels, rng);
    counts.set(`${y} ${x}`, counts.get(`${y} ${x}`)! + 1);
  }
  const chiSquare = [...counts.values()].reduce((sum, n) => sum + (n - 200) ** 2 / 200, 0);
  const freedom = pixels.count - 1;
  expect(Math.abs(chiSquare - freedom)).toBeLessThan(4 * Math.sqrt(2 * freedom));
});
