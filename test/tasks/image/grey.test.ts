import { expect, test } from "vitest";
import { greyOf } from "../../../tasks/image/grey.ts";

/** The grey of a picture whose every pixel has this colour. */
function greyOfColour(red: number, green: number, blue: number): number {
  const record = new Uint8Array(3073);
  [red, green, blue].forEach((level, colour) => {
    record.fill(level, 1 + 1024 * colour, 1 + 1024 * (colour + 1));
  });
  const grey = greyOf(record);
  expect(new Set(grey).size).toBe(1);
  return grey[0]!;
}

test.each([
  [255, 0, 0, 76],
  [0, 255, 0, 149],
  [0, 0, 255, 29],
  [255, 255, 0, 226],
  [255, 255, 255, 255],
  [12, 34, 56, 29],
  [200, 100, 50, 124],
  [1, 254, 3, 150],
  // Float64, or dividing by 255 instead of multiplying by float32(1 / 255), gives one more or one less here.
  [5, 171, 227, 128],
  [13, 219, 204, 156],
  [24, 133, 189, 107],
  // A weight of 0.299 for red gives one more here.
  [26, 187, 2, 117],
  [117, 32, 150, 70],
])("of red %d, green %d, blue %d is %d", (red, green, blue, grey) => {
  expect(greyOfColour(red, green, blue)).toBe(grey);
});

test("of a grey colour is its level, for all 256", () => {
  for (let level = 0; level < 256; level++) expect(greyOfColour(level, level, level)).toBe(level);
});

test("pixels keep their places", () => {
  const record = new Uint8Array(3073);
  record[0] = 7;
  record[1 + 0] = 255; // red at the first
  record[1 + 1024 + 33] = 255; // green at row 1, column 1
  record[1 + 2048 + 1023] = 255; // blue at the last
  const expected = new Uint8Array(1024);
  expected[0] = 76;
  expected[33] = 149;
  expected[1023] = 29;
  expect(greyOf(record)).toEqual(expected);
});
