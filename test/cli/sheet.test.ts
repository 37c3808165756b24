import { decode } from "fast-png";
import { expect, test } from "vitest";
import { contactSheet } from "../../cli/data/sheet.ts";
import type { Examples } from "../../tasks/index.ts";

/** Pictures of 96 by 96 pixels, example i of grey level i throughout, but for a white corner at the top left. */
const side = 96;
const examples: Examples = {
  count: 20,
  labels: Uint8Array.from({ length: 20 }, (_, i) => i % 2),
  tokens: (i) => [new Uint8Array(side ** 2).fill(i).fill(255, 0, 1)],
};

test("classes stand below one another, eight pictures a row, two pixels between", () => {
  const sheet = decode(contactSheet(examples, { classes: 2, side, perClass: 9 }));
  const step = side + 2;
  expect([sheet.width, sheet.height, sheet.channels]).toEqual([
    8 * step + 2,
    2 * (2 * step + 4),
    1,
  ]);
  const at = (x: number, y: number) => sheet.data[y * sheet.width + x];
  const inside = (row: number, column: number, label: number) =>
    [2 + column * step + 50, 2 + row * step + 50 + label * (2 * step + 4)] as const;
  expect(at(...inside(0, 0, 0))).toBe(0);
  expect(at(...inside(0, 7, 0))).toBe(14);
  expect(at(...inside(1, 0, 0))).toBe(16);
  expect(at(...inside(1, 1, 0))).toBe(128); // paper: nine pictures a class
  expect(at(...inside(0, 0, 1))).toBe(1);
  expect(at(...inside(1, 0, 1))).toBe(17);
  expect([at(0, 0), at(2, 2), at(3, 2)]).toEqual([128, 255, 0]);
});

test("small pictures are enlarged to be seen", () => {
  const tiny: Examples = { ...examples, tokens: () => [Uint8Array.of(1, 2, 3, 4)] };
  const { width, data } = decode(contactSheet(tiny, { classes: 1, side: 2, perClass: 1 }));
  expect(width).toBe(96 + 4);
  expect([data[2 * width + 2], data[2 * width + 97], data[97 * width + 97]]).toEqual([1, 2, 4]);
});

test("a class has no more places than the commonest has examples", () => {
  const sheet = decode(contactSheet(examples, { classes: 2, side, perClass: 1e9 }));
  expect(sheet.height).toBe(2 * (2 * (side + 2) + 4));
});

test("a sheet that no viewer opens is refused", () => {
  const many: Examples = { ...examples, count: 20_000, labels: new Uint8Array(20_000) };
  expect(() => contactSheet(many, { classes: 1, side, perClass: 1e9 })).toThrow(
    "--count: need a sheet of at most 67108864 pixels: got 786 × 245004. Ask for fewer.",
  );
});
