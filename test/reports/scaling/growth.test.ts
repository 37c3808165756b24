import { expect, test } from "vitest";
import { growthOf } from "../../../reports/scaling/growth.ts";

const square = (n: number) => [n, n ** 2] as const;

test("the upper lengths are those of at least an eighth of the longest", () => {
  const growth = growthOf([[128, 1e6], [256, 1e6], ...[512, 1024, 2048, 4096].map(square)])!;
  expect(growth.lengths).toEqual([512, 1024, 2048, 4096]);
  expect(growth.exponent).toBeCloseTo(2, 12);
  expect(growth.scale).toBeCloseTo(1, 9);
  expect(growth.interval!.low).toBeCloseTo(2, 6);
  expect(growth.interval!.high).toBeCloseTo(2, 6);
});

test("two lengths have no interval, one has no exponent", () => {
  expect(growthOf([square(512), square(1024)])).toMatchObject({
    exponent: expect.closeTo(2, 12),
    interval: null,
  });
  expect(growthOf([square(8), square(1024)])).toBeNull();
  expect(growthOf([])).toBeNull();
});
