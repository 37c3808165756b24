import { expect, test } from "vitest";
import { averageScores, type Graded, packBits, scoresOf } from "../../../records/index.ts";
import { varianceOf } from "../../../records/statistics/critical-value.ts";
import { trainingVariance } from "../../../records/statistics/scores.ts";

/** Answers as a row of `1` and `0`. */
const graded = (bits: string, testSet = "set"): Graded => ({
  testSet,
  examples: bits.length,
  correct: bits.replaceAll("0", "").length,
  correctBits: packBits([...bits].map((bit) => bit === "1")),
});

test("the variance of a difference is McNemar's: (b + c) / n², with one example more for either", () => {
  // b = 3, c = 1 of 8
  const scores = scoresOf([[graded("11101100")], [graded("10000110")]]);
  expect(scores.means).toEqual([5 / 8, 3 / 8]);
  expect(scores.training).toBeNull();
  expect(varianceOf(scores, 0, 1)).toBeCloseTo((3 + 1 + 2) / 64, 14);
});

test("rows of other test sets have their noise to themselves", () => {
  const scores = scoresOf([[graded("1110", "a")], [graded("1110", "b")]]);
  expect(varianceOf(scores, 0, 1)).toBeCloseTo((3 + 3 + 2) / 16, 14);
});

test("seeds on one test set are averaged by example, on two they are twice the examples", () => {
  const seeds = [graded("1100"), graded("1010")];
  const same = scoresOf([seeds]);
  expect(same.examples[0]![0]).toBeCloseTo((1 + 0.25 + 0.25 + 1) / 16, 14);
  const other = scoresOf([[graded("1100", "a"), graded("1010", "b")]]);
  expect(other.examples[0]![0]).toBeCloseTo((4 + 1) / 64, 14);
});

test("the scatter of seeds is pooled; a row that scatters more keeps its own", () => {
  const of = (...bits: readonly string[]) => bits.map((row) => graded(row));
  // shares 0.5, 1 and 0.25, 0.25: squares 0.125 and 0, pooled over two degrees of freedom 0.0625
  const { training } = scoresOf([of("1100", "1111"), of("1000", "1000"), of("1000")]);
  expect(training).toEqual({
    scatter: [0.125 / 2, 0.0625 / 2, 0.0625],
    answers: [0, 0, 0],
    freedom: 2,
  });
});

test("of many seeds, what single answers scatter is taken from the scatter: it is noise of the examples", () => {
  const seeds = ["1100", "1010"].map((bits) => graded(bits));
  const { training, examples } = scoresOf(Array(10).fill(seeds));
  expect(training!.freedom).toBe(10);
  // example 1 is right twice, 2 and 3 once, with a variance of 0.5 between seeds: 1 / 4 on average, over n = 4 and two seeds
  expect(training!.answers[0]).toBeCloseTo(0.25 / 4 / 2, 14);
  expect(trainingVariance(training, 0)).toBe(0);
  expect(trainingVariance({ ...training!, scatter: [0.1] }, 0)).toBeCloseTo(0.1 - 1 / 32, 14);
  expect(examples[0]![0]).toBeCloseTo((1 + 0.25 + 0.25 + 1) / 16, 14);
});

test("an average of two tasks has the mean of the means and a quarter of the summed noise", () => {
  const task = (...rows: readonly (readonly string[])[]) =>
    scoresOf(rows.map((seeds) => seeds.map((bits) => graded(bits))));
  const one = task(["1100", "1111"], ["1000", "1000"]);
  const two = task(["1111", "1110"], ["1000", "0000"]);
  const both = averageScores([one, two]);
  expect(both.means).toEqual([(0.75 + 0.875) / 2, (0.25 + 0.125) / 2]);
  expect(varianceOf(both, 0, 1)).toBeCloseTo(
    (varianceOf(one, 0, 1) + varianceOf(two, 0, 1)) / 4,
    14,
  );
  // Satterthwaite: totals 0.09375 and 0.03125 of two degrees of freedom each
  expect(both.training!.freedom).toBeCloseTo(0.125 ** 2 / ((0.09375 ** 2 + 0.03125 ** 2) / 2), 12);
});
