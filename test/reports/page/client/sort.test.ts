import { expect, test } from "vitest";
import { compareValues } from "../../../../reports/page/client/sort.ts";

const sorted = (values: readonly string[], direction: 1 | -1) =>
  values.toSorted((a, b) => compareValues(a, b, direction));

test("numbers sort as numbers, missing last in both directions", () => {
  expect(sorted(["", "9", "10", "1e-3", ""], 1)).toEqual(["1e-3", "9", "10", "", ""]);
  expect(sorted(["", "9", "10", "1e-3", ""], -1)).toEqual(["10", "9", "1e-3", "", ""]);
});

test("words sort as words", () => {
  expect(sorted(["softmax", "linear", "", "local"], 1)).toEqual(["linear", "local", "softmax", ""]);
  expect(sorted(["softmax", "linear", "", "local"], -1)).toEqual([
    "softmax",
    "local",
    "linear",
    "",
  ]);
});
