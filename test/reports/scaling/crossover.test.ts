import { expect, test } from "vitest";
import { crossover } from "../../../reports/scaling/crossover.ts";

test("between two lengths it is where the straight lines of the logarithms meet", () => {
  // Ratios 2 at 256 and 1/2 at 1024: equal at the geometric mean, 512.
  const crossing = crossover([
    [256, 20, 10],
    [1024, 40, 80],
  ]);
  expect(crossing).toEqual({ kind: "from", length: expect.closeTo(512, 9) });
  // Ratios 4 and 1/2: two thirds of the way, 256 · 4^(2/3) = 645.08.
  const later = crossover([
    [256, 40, 10],
    [1024, 40, 80],
  ]);
  expect(later).toEqual({ kind: "from", length: expect.closeTo(645.0796, 3) });
});

test("time n against time n² / 600 cross at 600, wherever they were measured", () => {
  const lengths = [128, 256, 512, 1024, 2048];
  const crossing = crossover(lengths.map((n) => [n, n, n ** 2 / 600] as const));
  expect(crossing).toEqual({ kind: "from", length: expect.closeTo(600, 9) });
});

test("faster everywhere is always; not faster at the longest is beyond it, also after a spell of being faster", () => {
  expect(
    crossover([
      [256, 1, 2],
      [512, 1, 2],
    ]),
  ).toEqual({ kind: "always" });
  expect(
    crossover([
      [256, 1, 2],
      [512, 3, 2],
    ]),
  ).toEqual({ kind: "beyond", length: 512 });
  expect(
    crossover([
      [256, 2, 1],
      [512, 2, 2],
    ]),
  ).toEqual({ kind: "beyond", length: 512 });
  expect(crossover([[512, 1, 2]])).toBeNull(); // of one length nothing is known of others
});

test("of several crossings the last counts: from there on it stays faster", () => {
  const crossing = crossover([
    [64, 1, 2],
    [128, 2, 1],
    [512, 1, 2],
    [1024, 1, 4],
  ]);
  expect(crossing).toEqual({ kind: "from", length: expect.closeTo(256, 9) });
});

test("nothing in common is no crossing", () => {
  expect(crossover([])).toBeNull();
});
