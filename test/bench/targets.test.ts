import { expect, test } from "vitest";
import { figure } from "../../bench/targets.ts";

test.each([
  [3.24, { least: 3 }, "3.24 times (asked 3: met)"],
  [3, { least: 3 }, "3.00 times (asked 3: met)"],
  [2.99, { least: 3 }, "2.99 times (asked 3: missed)"],
  [0.8, { most: 0.8 }, "0.80 times (asked at most 0.8: met)"],
  [0.81, { most: 0.8 }, "0.81 times (asked at most 0.8: missed)"],
  [1.8, { least: 1.8, most: 2.1 }, "1.80 times (asked 1.8 to 2.1: met)"],
  [2.11, { least: 1.8, most: 2.1 }, "2.11 times (asked 1.8 to 2.1: missed)"],
  [1.79, { least: 1.8, most: 2.1 }, "1.79 times (asked 1.8 to 2.1: missed)"],
  [1.5, undefined, "1.50 times"],
])("the figure %d, of which %o is asked", (value, target, text) => {
  expect(figure(value, 2, "times", target)).toBe(text);
});
