import { expect, test } from "vitest";
import { welchTest } from "../../../records/statistics/welch.ts";
import { stream } from "../../../tasks/index.ts";

/** Extra hours of sleep after each of two drugs. Student 1908, Biometrika 6, 1-25, section IX. */
const one = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
const other = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

test("the sleep data, as R's t.test has them on its page of help", () => {
  const { difference, low, high, p } = welchTest(one, other)!;
  expect(difference).toBeCloseTo(0.75 - 2.33, 12);
  expect(low).toBeCloseTo(-3.3654832, 6);
  expect(high).toBeCloseTo(0.2054832, 6);
  expect(p).toBeCloseTo(0.07939, 5);
});

test("it holds the difference in about 95 of 100 cases, of unlike variances too", () => {
  const { normal } = stream(4, "welch");
  const draw = (count: number, deviation: number) =>
    Array.from({ length: count }, () => deviation * normal());
  const held = Array.from({ length: 2000 }, () => {
    const { low, high } = welchTest(draw(6, 3), draw(20, 1))!;
    return low <= 0 && 0 <= high;
  }).filter(Boolean).length;
  expect(held / 2000).toBeGreaterThan(0.93);
  expect(held / 2000).toBeLessThan(0.97);
});

test("values that do not scatter have no width; one value says nothing", () => {
  expect(welchTest([3, 3], [1, 1])).toEqual({ difference: 2, low: 2, high: 2, p: 0 });
  expect(welchTest([3], [1, 1])).toBeNull();
});
