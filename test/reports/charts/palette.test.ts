import { expect, test } from "vitest";
import { faded, strokes } from "../../../reports/charts/palette.ts";

test("a name keeps its colour whoever stands beside it", () => {
  const alone = strokes(["softmax"]).get("softmax");
  expect(alone).toEqual({ color: "#0072B2", dash: [] });
  expect(strokes(["local", "softmax", "linear"]).get("softmax")).toEqual(alone);
});

test("twenty-four names have strokes of their own, more still have one", () => {
  const names = Array.from({ length: 30 }, (_, i) => `variant ${i}`);
  const own = strokes(names.slice(0, 24));
  expect(new Set([...own.values()].map((stroke) => JSON.stringify(stroke))).size).toBe(24);
  expect(strokes(names).size).toBe(30);
});

test("the first six names have colours of their own without dashes", () => {
  const values = [...strokes(["a", "b", "c", "d", "e", "f"]).values()];
  expect(new Set(values.map(({ color }) => color)).size).toBe(6);
  expect(values.map(({ dash }) => dash)).toEqual(Array(6).fill([]));
});

test("faded adds the opacity as two digits", () => {
  expect(faded("#0072B2", 0.25)).toBe("#0072B240");
  expect(faded("#0072B2", 0.02)).toBe("#0072B205");
});
