import { describe, expect, test } from "vitest";
import { mcNemar, packBits, ranking, type Scores, scoresOf } from "../../../records/index.ts";
import { criticalValue } from "../../../records/statistics/critical-value.ts";
import { stream } from "../../../tasks/index.ts";

/** Rows whose means have noise of variance 1 each: of the examples, or of training. */
const independent = (means: readonly number[], freedom: number | null): Scores => ({
  means,
  examples: means.map((_, i) => means.map((_, j) => (i === j ? (freedom ? 1e-9 : 1) : 0))),
  training: freedom ? { scatter: means.map(() => 1), answers: means.map(() => 0), freedom } : null,
});

describe("the critical value", () => {
  test.each([
    [2, null, 2.772],
    [3, null, 3.314],
    [5, null, 3.858],
    [10, null, 4.474],
    [3, 4, 5.04],
    [5, 10, 4.654],
    [10, 20, 5.008],
  ])(
    "of %i rows is the studentised range over √2: Pearson & Hartley 1966, table 29, %s degrees of freedom, %f",
    (rows, freedom, range) => {
      const value = criticalValue(independent(Array(rows).fill(0), freedom));
      expect(Math.abs(value / (range / Math.SQRT2) - 1)).toBeLessThan(0.05);
    },
  );

  test("of one row there is nothing to tell apart", () => {
    expect(criticalValue(independent([1], null))).toBe(0);
  });
});

describe("ranks", () => {
  const ranks = (...means: readonly number[]) =>
    ranking(independent(means, null)).ranks.map(({ low, high }) => [low, high]);

  test("rows that are far apart have their places, those that are not share them", () => {
    expect(ranks(30, 10, 20)).toEqual([
      [1, 1],
      [3, 3],
      [2, 2],
    ]);
    expect(ranks(10, 11, 0)).toEqual([
      [1, 2],
      [1, 2],
      [3, 3],
    ]);
    // 2.5 standard errors of a difference separate what one does not
    expect(ranks(0, 3, 6)).toEqual([
      [2, 3],
      [1, 3],
      [1, 2],
    ]);
  });

  test("ties are the longest runs that nobody is told apart in", () => {
    expect(ranking(independent([0, 3, 6, 20], null)).ties).toEqual([
      [2, 1],
      [1, 0],
    ]);
    expect(ranking(independent([0, 1, 0.5], null)).ties).toEqual([[1, 2, 0]]);
    expect(ranking(independent([0, 10], null)).ties).toEqual([]);
  });

  test("the probability of being first: of two rows it is normal, of equal rows the same", () => {
    const [a, b] = ranking(independent([Math.SQRT2, 0], null)).ranks;
    expect(a!.first).toBeCloseTo(0.8413, 1); // Φ(1)
    expect(a!.first + b!.first).toBeCloseTo(1, 12);
    for (const { first } of ranking(independent([0, 0, 0, 0], null)).ranks) {
      expect(Math.abs(first - 0.25)).toBeLessThan(0.03);
    }
  });

  test("and of two rows whose noise is of training it is Student's: 1.886 standard errors of two degrees are 90 %", () => {
    const [a] = ranking(independent([1.886 * Math.SQRT2, 0], 2)).ranks;
    expect(Math.abs(a!.first - 0.9)).toBeLessThan(0.03); // 0.97 by the normal distribution
  });

  test("the same scores give the same ranking; of none there is none", () => {
    const scores = independent([0, 0.1, 0.2], 4);
    expect(ranking(scores)).toEqual(ranking(scores));
    expect(ranking(independent([], null))).toEqual({ ranks: [], ties: [] });
    expect(ranking(independent([3], null)).ranks).toEqual([{ low: 1, high: 1, first: 1 }]);
  });
});

test("two rows of one seed are told apart where McNemar's exact test tells them apart, or nearly", () => {
  const rows = (onlyA: number, onlyB: number) =>
    [0, 1].map((which) => {
      const bits = Array.from({ length: 1000 }, (_, i) =>
        i < onlyA ? which === 0 : i < onlyA + onlyB ? which === 1 : i % 2 === 0,
      );
      const correct = bits.filter(Boolean).length;
      return [{ testSet: "", examples: 1000, correct, correctBits: packBits(bits) }];
    });
  for (let onlyB = 0; onlyB < 8; onlyB += 2) {
    for (let onlyA = onlyB; onlyA < onlyB + 14; onlyA++) {
      const p = mcNemar(onlyA, onlyB);
      const isApart = ranking(scoresOf(rows(onlyA, onlyB))).ranks[0]!.high === 1;
      if (p < 0.03) expect(isApart, `${onlyA} against ${onlyB}, p ${p}`).toBe(true);
      if (p > 0.07) expect(isApart, `${onlyA} against ${onlyB}, p ${p}`).toBe(false);
    }
  }
});

describe("the intervals of all rows together hold the true ranks", () => {
  const examples = 400;

  /** A board of rows with these accuracies: hard and easy examples, and seeds that scatter. */
  function board(truth: readonly number[], seeds: number, scatter: number, seed: number) {
    const random = stream(seed, "board", seeds);
    const ease = Array.from({ length: examples }, () => 0.3 * (random.uniform() - 0.5));
    return truth.map((share) =>
      Array.from({ length: seeds }, () => {
        const own = share + scatter * random.normal();
        const bits = ease.map((easier) => random.uniform() < own + easier);
        const correct = bits.filter(Boolean).length;
        return { testSet: "", examples, correct, correctBits: packBits(bits) };
      }),
    );
  }

  /** Of boards, the share in which every true rank lies in its interval; equal rows have all of their ranks. */
  function coverage(truth: readonly number[], seeds: number, scatter: number, boards = 120) {
    const held = Array.from({ length: boards }, (_, seed) => {
      const { ranks } = ranking(scoresOf(board(truth, seeds, scatter, seed)));
      return truth.every((share, i) => {
        const best = 1 + truth.filter((other) => other > share).length;
        const worst = truth.length - truth.filter((other) => other < share).length;
        return ranks[i]!.low <= best && ranks[i]!.high >= worst;
      });
    });
    return held.filter(Boolean).length / boards;
  }

  // 95 % of 120 boards: 0.91 is two standard errors below.
  test.each([
    ["five equal rows, three seeds", [0.5, 0.5, 0.5, 0.5, 0.5], 3, 0.02],
    ["near ties, three seeds", [0.5, 0.502, 0.504, 0.506, 0.58], 3, 0.02],
    ["five equal rows, two seeds", [0.5, 0.5, 0.5, 0.5, 0.5], 2, 0.03],
    ["five equal rows, one seed", [0.5, 0.5, 0.5, 0.5, 0.5], 1, 0],
  ])("%s", (_, truth, seeds, scatter) => {
    expect(coverage(truth, seeds, scatter)).toBeGreaterThan(0.91);
  });

  test("and are no wider than they must be: ten points apart are told apart", () => {
    const { ranks } = ranking(scoresOf(board([0.4, 0.55, 0.7], 3, 0.01, 1)));
    expect(ranks.map(({ low, high }) => [low, high])).toEqual([
      [3, 3],
      [2, 2],
      [1, 1],
    ]);
  });
});
