import { expect, test } from "vitest";
import { accuracyInterval, packBits, scoresOf, wilson } from "../../../records/index.ts";
import { stream } from "../../../tasks/index.ts";

/** A row of this mean, with a variance of the mean by training. */
const of = (mean: number, variance: number, freedom: number) => ({
  means: [mean],
  training: { scatter: [variance], answers: [0], freedom },
});

test("where training is not known it is Wilson's: Newcombe 1998, table I, method 3, 81 of 263", () => {
  const { low, high } = accuracyInterval({ means: [81 / 263], training: null }, 0, 263);
  expect(low).toBeCloseTo(0.2553, 4);
  expect(high).toBeCloseTo(0.3662, 4);
});

test("of very many examples it is Student's: 4.303 standard errors of two degrees of freedom", () => {
  const { low, high } = accuracyInterval(of(0.5, 1e-4, 2), 0, 1e12);
  expect(high - low).toBeCloseTo(2 * 4.302653 * 0.01, 5);
});

test("the half-widths of both add up by their squares, and no end leaves 0 to 1", () => {
  const examples = wilson(0.7 * 400, 400);
  const { low, high } = accuracyInterval(of(0.7, 1e-4, 10), 0, 400);
  expect(high - 0.7).toBeCloseTo(Math.hypot(examples.high - 0.7, 2.228139 * 0.01), 7);
  expect(0.7 - low).toBeCloseTo(Math.hypot(0.7 - examples.low, 2.228139 * 0.01), 7);
  expect(accuracyInterval(of(0.01, 1, 2), 0, 400)).toEqual({ low: 0, high: 1 });
});

test.each([
  [1, 0],
  [2, 0.02],
  [3, 0.04],
])("of %i seeds that scatter by %f it holds the accuracy in 95 of 100 cases", (seeds, scatter) => {
  const random = stream(seeds, "accuracy");
  const [share, examples, cases] = [0.6, 300, 1000];
  const held = Array.from({ length: cases }, () => {
    const ease = Array.from({ length: examples }, () => 0.4 * (random.uniform() - 0.5));
    const rows = Array.from({ length: 3 }, () =>
      Array.from({ length: seeds }, () => {
        const own = share + scatter * random.normal();
        const bits = ease.map((easier) => random.uniform() < own + easier);
        const correct = bits.filter(Boolean).length;
        return { testSet: "", examples, correct, correctBits: packBits(bits) };
      }),
    );
    const { low, high } = accuracyInterval(scoresOf(rows), 0, examples);
    return low <= share && share <= high;
  }).filter(Boolean).length;
  expect(held / cases).toBeGreaterThan(0.935);
});
