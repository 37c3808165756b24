import { expect, test } from "vitest";
import {
  collides,
  greatestAround,
  isInside,
  occupy,
  openField,
  surroundings,
} from "../../../tasks/pathfinder/field.ts";
import { type Shape, shapeOf } from "../../../tasks/pathfinder/shape.ts";

/** A shape of three rows of three. */
const shape = (...levels: readonly number[]): Shape => shapeOf(Uint8Array.from(levels));
const dot = (level: number): Shape => shape(0, 0, 0, 0, level, 0, 0, 0, 0);

const rowsOf = (levels: Uint8Array, side: number): number[][] =>
  Array.from({ length: side }, (_, y) => [...levels.subarray(y * side, (y + 1) * side)]);

test("an open field is free but for its frame", () => {
  expect(rowsOf(openField(5, 2).levels, 5)).toEqual([
    [255, 255, 255, 255, 255],
    [255, 255, 255, 255, 255],
    [255, 255, 0, 255, 255],
    [255, 255, 255, 255, 255],
    [255, 255, 255, 255, 255],
  ]);
});

test("inside are the pixels of the picture", () => {
  const field = openField(5, 1);
  const corners = [0, 4].flatMap((y) => [0, 4].map((x) => ({ y, x })));
  expect(corners.every((point) => isInside(field, point))).toBe(true);
  const beyond = [
    { y: -1, x: 2 },
    { y: 5, x: 2 },
    { y: 2, x: -1 },
    { y: 2, x: 5 },
  ];
  expect(beyond.some((point) => isInside(field, point))).toBe(false);
});

test("the greater level stays, and what lies outside is lost", () => {
  const field = openField(4, 0);
  occupy(field, shape(0, 1, 2, 3, 4, 5, 6, 7, 8), { y: 1, x: 1 });
  occupy(field, shape(9, 9, 9, 0, 0, 0, 1, 1, 1), { y: 2, x: 3 });
  expect(rowsOf(field.levels, 4)).toEqual([
    [0, 1, 2, 0],
    [3, 4, 9, 9],
    [6, 7, 8, 0],
    [0, 0, 1, 1],
  ]);
});

test.each([
  [255, 203, false], // 1 + 0.796
  [255, 204, true], // 1 + 0.8 is 1.8
  [204, 255, true],
  [229, 229, false],
  [229, 230, true], // 459 / 255
  [203, 255, false],
])("levels %i and %i collide: %s", (level, other, expected) => {
  const field = openField(7, 0);
  occupy(field, dot(other), { y: 3, x: 2 });
  expect(collides(field, dot(level), { y: 3, x: 2 })).toBe(expected);
  expect(collides(field, dot(level), { y: 2, x: 3 })).toBe(false);
});

test("a collision is found at any pixel of a shape, but not outside of the picture", () => {
  const field = openField(5, 1);
  const block = shape(255, 255, 255, 255, 255, 255, 255, 255, 255);
  expect(collides(field, block, { y: 2, x: 2 })).toBe(false);
  expect(collides(field, block, { y: 3, x: 2 })).toBe(true);
  expect(collides(openField(5, 0), block, { y: 0, x: 4 })).toBe(false);
});

test("the greatest level is looked for on a disk; where it would leave the picture all is taken", () => {
  const field = openField(11, 1);
  occupy(field, dot(70), { y: 5, x: 5 });
  const around = surroundings(11, 2);
  expect(greatestAround(field, 5, 7, around)).toBe(70); // 2 to the left
  expect(greatestAround(field, 6, 6, around)).toBe(70);
  expect(greatestAround(field, 7, 6, around)).toBe(0); // √5 away
  expect(greatestAround(field, 7, 7, around)).toBe(0);
  expect(greatestAround(field, 5, 8, around)).toBe(255); // the frame

  const unframed = openField(11, 0);
  const at = (y: number, x: number) => greatestAround(unframed, y, x, around);
  expect([at(2, 5), at(5, 2), at(8, 5), at(5, 8)]).toEqual([0, 0, 0, 0]);
  expect([at(1, 5), at(5, 1), at(9, 5), at(5, 9)]).toEqual([255, 255, 255, 255]);
  expect([at(-3, 5), at(5, 20)]).toEqual([255, 255]);
});
