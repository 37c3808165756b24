/** The checkers themselves can fail. */
import { describe, expect, test } from "vitest";
import { ops } from "../../graph/index.ts";
import { checkGradients } from "./gradients.ts";
import { expectClose } from "./numbers.ts";

describe("expectClose", () => {
  test("names the worst element", () => {
    expect(() => expectClose([1, 2.5, 3.1], [1, 2, 3], 0.01)).toThrow(
      "result: element 1 of 3: got 2.5, want 2: off by 2.5e-1, allowed 0.01",
    );
  });

  test.each([
    ["NaN", [Number.NaN], [0]],
    ["infinity", [Number.POSITIVE_INFINITY], [1e30]],
    ["another length", [1, 2], [1]],
  ])("rejects %s", (_, got, want) => {
    expect(() => expectClose(got, want, 1)).toThrow();
  });

  test("takes what is near, in proportion to large numbers", () => {
    expectClose(
      [1000.5, 0.0005, Number.NEGATIVE_INFINITY],
      [1000, 0, Number.NEGATIVE_INFINITY],
      1e-3,
    );
  });
});

describe("checkGradients", () => {
  const x = ops.input("x", [2, 3]);
  const squareWith = (slope: number) =>
    ops.customGradient([x], [ops.square(x)], ([dy]) => [ops.mul(ops.mul(dy!, x), slope)]);

  test("takes a right gradient", () => checkGradients(squareWith(2)));

  test.each([-2, 2.0001, 0])("rejects x² with the gradient %d x", async (slope) => {
    await expect(checkGradients(squareWith(slope))).rejects.toThrow("dx at elements");
  });
});
