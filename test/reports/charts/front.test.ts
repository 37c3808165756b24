import { expect, test } from "vitest";
import { front } from "../../../reports/charts/front.ts";

const best = (...figures: readonly (readonly number[])[]) => front(figures, (each) => each);

test("what another beats in one figure and equals in the others is not on the front", () => {
  expect(best([3, 1], [2, 2], [2, 1], [1, 3])).toEqual([
    [3, 1],
    [2, 2],
    [1, 3],
  ]);
});

test("equals do not beat each other", () => {
  expect(best([1, 1], [1, 1])).toHaveLength(2);
});

test("a figure without bound beats and is beaten as any other", () => {
  expect(best([1, Number.NEGATIVE_INFINITY], [1, -5])).toEqual([[1, -5]]);
});
