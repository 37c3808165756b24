import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { directionOf } from "../../../tasks/pathfinder/geometry.ts";
import { markers } from "../../../tasks/pathfinder/marker.ts";
import { paddles } from "../../../tasks/pathfinder/paddle.ts";
import { benchmark, type Resolution } from "../../../tasks/pathfinder/settings.ts";
import type { Shape } from "../../../tasks/pathfinder/shape.ts";

/** A shape as the picture around its middle, `[side, side]`. */
function pictureOf(shape: Shape, side: number): Uint8Array {
  const picture = new Uint8Array(side * side);
  const middle = (side - 1) / 2;
  shape.levels.forEach((level, i) => {
    picture[(shape.y[i]! + middle) * side + shape.x[i]! + middle] = level;
  });
  return picture;
}

const rowsOf = (shape: Shape, side: number): number[][] =>
  Array.from({ length: side }, (_, y) => [
    ...pictureOf(shape, side).subarray(y * side, (y + 1) * side),
  ]);

const towards = (degrees: number) => directionOf((degrees * Math.PI) / 180);

describe("paddles of resolution 32, of length 2, thickness 0.5 and margin 1", () => {
  const paddle = paddles(benchmark[32], 1);

  test("the bar to the right has levels .40 .53 .45 of 1", () => {
    const rows = rowsOf(paddle(towards(0)).bar, 9);
    expect(rows[4]).toEqual([0, 0, 2, 0, 102, 135, 116, 0, 0]);
    expect(rows.flat().filter((level) => level > 0)).toHaveLength(4);
  });

  test("its ground is whole on the bar and most of it beside", () => {
    expect(rowsOf(paddle(towards(0)).ground, 9)).toEqual([
      [0, 0, 0, 0, 0, 0, 0, 0, 0],
      [0, 0, 0, 1, 2, 2, 2, 1, 0],
      [0, 0, 0, 0, 0, 0, 0, 0, 0],
      [0, 1, 2, 20, 173, 204, 186, 28, 0],
      [0, 3, 0, 155, 255, 255, 255, 183, 3],
      [0, 1, 2, 20, 173, 204, 186, 28, 0],
      [0, 0, 0, 0, 0, 0, 0, 0, 0],
      [0, 0, 0, 1, 2, 2, 2, 1, 0],
      [0, 0, 0, 0, 0, 0, 0, 0, 0],
    ]);
  });

  test("the brightest pixels come first", () => {
    const { levels } = paddle(towards(70)).ground;
    expect([...levels]).toEqual([...levels].sort((a, b) => b - a));
    expect(levels[0]).toBe(255);
  });

  test("directions that end at the same pixel have one paddle", () => {
    expect(paddle(towards(1))).toBe(paddle(towards(2)));
    expect(paddle(towards(1))).not.toBe(paddle(towards(90)));
  });
});

describe("all directions of whole degrees, as an implementation in NumPy and Pillow 9.4 draws them", () => {
  test.each([
    [32, 1, 9, "a1c924d5271d22fe"],
    [64, 1, 15, "679e8f2cb49219d2"],
    [128, 2, 19, "1de878d285720fce"],
    [128, 3, 21, "f35a25b02555ae82"],
    [256, 3, 21, "37c07b371530bb56"],
  ] as const)("resolution %i, margin %i", (resolution, margin, side, golden) => {
    const paddle = paddles(benchmark[resolution], margin);
    const hash = createHash("sha256");
    for (let degrees = -180; degrees < 180; degrees++) {
      const { bar, ground } = paddle(towards(degrees));
      hash.update(pictureOf(bar, side)).update(pictureOf(ground, side));
    }
    expect(hash.digest("hex").slice(0, 16)).toBe(golden);
  });
});

describe("footing", () => {
  test("is the whole ground, moved down and right by one", () => {
    expect(paddles(benchmark[32], 1)(towards(-135)).footing).toEqual([
      { y: 0, x: 0 },
      { y: 1, x: 1 },
    ]);
  });

  test.each([
    [32, 1, 330],
    [64, 1, 265],
    [128, 2, 6],
    [128, 3, 0],
    [256, 3, 0],
  ] as const)("resolution %i, margin %i: %i directions have none", (resolution, margin, count) => {
    const paddle = paddles(benchmark[resolution], margin);
    const all = Array.from({ length: 360 }, (_, i) => paddle(towards(i - 180)).footing);
    expect(all.filter((footing) => footing === null)).toHaveLength(count);
  });
});

describe("a marker", () => {
  const row = (resolution: Resolution, y: number, x: number): number[] => {
    const side = resolution;
    return [...markers(benchmark[resolution])({ y, x }).subarray(y * side, (y + 1) * side)];
  };

  test("of radius 1.5 is a little lopsided", () => {
    expect(row(32, 16, 16).slice(13, 20)).toEqual([0, 66, 255, 255, 190, 6, 3]);
    expect(row(32, 5, 9).slice(6, 13)).toEqual([0, 66, 255, 255, 190, 6, 3]);
  });

  test("is cut off at the border of the picture, where less is weighed", () => {
    expect(row(32, 0, 0).slice(0, 5)).toEqual([255, 193, 6, 3, 0]);
  });
});
