import { expect, test } from "vitest";
import { score } from "../../runner/scores.ts";

test("loss is summed over the rows that count, and the greatest logit is the answer", () => {
  const logits = Float32Array.of(0, Math.log(3), 2, 2, 9, 9); // rows of 2 classes; the last row only fills up
  const { isRight, loss } = score(logits, [1, 1], 2);
  expect(isRight).toEqual([true, false]); // of equal logits the first counts
  expect(loss).toBeCloseTo(Math.log(4 / 3) + Math.log(2), 7); // logits are float32
});

test("logits beyond the range of exp are scored", () => {
  expect(score(Float32Array.of(1000, 0), [1], 2).loss).toBe(1000);
});

test("what is not a number shows in the loss and is never right", () => {
  const { isRight, loss } = score(Float32Array.of(Number.NaN, 1), [0], 2);
  expect([isRight, loss]).toEqual([[false], Number.NaN]);
});
