import { describe, expect, test } from "vitest";
import {
  binomialTail,
  fitPowerLaw,
  holm,
  isAboveChance,
  leastRankSum,
  leastShift,
  mcNemar,
  median,
  medianInterval,
  rankSumTest,
  spreadWithin,
  studentPoint,
  studentTails,
} from "../../../records/index.ts";
import { incompleteBeta, logGamma } from "../../../records/statistics/beta.ts";
import { normals, uniforms } from "../../support/numbers.ts";

describe("special functions", () => {
  test("log Γ of halves and whole numbers", () => {
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 13);
    expect(logGamma(1)).toBeCloseTo(0, 13);
    expect(logGamma(10)).toBeCloseTo(Math.log(362880), 12);
    expect(logGamma(1000) / 5905.220423209181).toBeCloseTo(1, 13);
  });

  test("the incomplete beta function is a sum of binomial terms at whole numbers", () => {
    expect(incompleteBeta(0.5, 2, 3)).toBeCloseTo(11 / 16, 14);
    expect(incompleteBeta(0.1, 3, 8)).toBeCloseTo(1 - 0.9 ** 10 - 0.9 ** 9 - 0.45 * 0.9 ** 8, 14);
    expect(incompleteBeta(0.9, 8, 3)).toBeCloseTo(1 - incompleteBeta(0.1, 3, 8), 14);
    expect([incompleteBeta(0, 2, 3), incompleteBeta(1, 2, 3)]).toEqual([0, 1]);
  });
});

describe("binomial", () => {
  test("tails of ten tosses, and of ten thousand examples", () => {
    expect(binomialTail(8, 10, 0.5)).toBeCloseTo(56 / 1024, 14);
    expect([binomialTail(0, 10, 0.5), binomialTail(11, 10, 0.5)]).toEqual([1, 0]);
    expect(binomialTail(5000, 10_000, 0.5)).toBeCloseTo(0.503989, 6);
  });

  test.each([
    [6, 5, 6],
    [12, 8, 9],
    [30, 15, 17],
    [60, 27, 30],
  ])(
    "ISO 4120:2004, table A.1: of %i tasters, who guess one time in three, %i are right at level 0.05, %i at 0.01",
    (tasters, at5, at1) => {
      const isAbove = (right: number, level?: number) =>
        isAboveChance(right, tasters, 1 / 3, level);
      expect([isAbove(at5 - 1), isAbove(at5)]).toEqual([false, true]);
      expect([isAbove(at1 - 1, 0.01), isAbove(at1, 0.01)]).toEqual([false, true]);
    },
  );

  test("who always answers the commonest class is never above chance", () => {
    expect(isAboveChance(350, 2000, 0.175)).toBe(false);
    expect(isAboveChance(50, 50, 1)).toBe(false);
  });

  test("McNemar's test of Fagerland et al. 2013, table 1: 7 against 1 give 0.070", () => {
    expect(mcNemar(7, 1)).toBeCloseTo(18 / 256, 14);
    expect(mcNemar(1, 7)).toBe(mcNemar(7, 1));
    expect([mcNemar(0, 0), mcNemar(4, 4)]).toEqual([1, 1]);
  });
});

describe("Student's t", () => {
  test.each([
    [1, 12.706],
    [2, 4.303],
    [10, 2.228],
    [30, 2.042],
  ])("the 95 %% point of %i degrees of freedom is %f", (freedom, point) => {
    expect(studentPoint(0.05, freedom)).toBeCloseTo(point, 3);
    expect(studentTails(studentPoint(0.05, freedom), freedom)).toBeCloseTo(0.05, 12);
  });

  test("Student's own sleep data: mean 1.58, p 0.0028", () => {
    const differences = [1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4];
    const { deviation, freedom } = spreadWithin([differences])!;
    const error = deviation / Math.sqrt(differences.length);
    expect(studentTails(1.58 / error, freedom)).toBeCloseTo(0.002833, 6);
  });
});

test("Holm's adjustment, as R's p.adjust gives it, in the order given", () => {
  const adjusted = holm([0.03, 0.01, 0.05, 0.02, 0.04]);
  [0.09, 0.05, 0.09, 0.08, 0.09].forEach((want, i) => {
    expect(adjusted[i]).toBeCloseTo(want, 12);
  });
  expect(holm([0.6, 0.7])).toEqual([1, 1]);
  expect(holm([])).toEqual([]);
  expect(() => holm([0.1, Number.NaN])).toThrow(RangeError);
});

describe("Mann and Whitney's test", () => {
  test("the permeability constants of Hollander & Wolfe 1973, p. 69: 0.254", () => {
    const term = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
    const early = [1.15, 0.88, 0.9, 0.74, 1.21];
    expect(rankSumTest(term, early)).toBeCloseTo(2 * 0.1272, 4);
    expect(rankSumTest(early, term)).toBeCloseTo(rankSumTest(term, early), 14);
  });

  test("what samples of three to seven a side can show at most: those that do not overlap", () => {
    const apart = (n: number) => Array.from({ length: n }, (_, i) => i);
    for (const n of [3, 4, 5, 6, 7, 20]) {
      const p = rankSumTest(
        apart(n),
        apart(n).map((x) => x + n),
      );
      expect(leastRankSum(n, n) / p, `${n}`).toBeCloseTo(1, 10);
    }
    expect([3, 4, 5, 6].map((n) => leastRankSum(n, n).toPrecision(2))).toEqual([
      "0.10",
      "0.029",
      "0.0079",
      "0.0022",
    ]);
    expect(leastRankSum(2, 5)).toBeCloseTo(rankSumTest([1, 2], [3, 4, 5, 6, 7]), 14);
    expect(leastRankSum(1, 1)).toBe(1);
  });

  test("three against three that do not overlap: 2 of 20 splits, which is never significant", () => {
    expect(rankSumTest([1, 2, 3], [4, 5, 6])).toBeCloseTo(0.1, 14);
  });

  test.each([
    [7, 9, 0.05],
    [30, 30, 0.001],
    [12, 40, 0.01],
  ])("%i and %i: the least shift is just significant at %f", (n, m, level) => {
    const [a, b] = [normals(n, n), normals(m, m)].map((values) => [...values]) as [
      number[],
      number[],
    ];
    const apart = median(a)! - median(b)!;
    const shift = leastShift(a, b, level)!;
    const at = (by: number) =>
      rankSumTest(
        a.map((x) => x - apart - by),
        b,
      );
    expect(at(shift + 1e-9)).toBeLessThan(level);
    expect(at(shift - 1e-9)).toBeGreaterThanOrEqual(level);
  });

  test("too few samples have no least shift", () => {
    expect(leastShift([1, 2, 3], [1, 2, 3], 0.05)).toBeNull();
  });

  test("ties count by their mean ranks, in every split", () => {
    const [a, b] = [
      [1, 2, 2, 5],
      [2, 5, 5, 7],
    ];
    expect(rankSumTest(a!, b!)).toBeCloseTo(bySplitting(a!, b!), 14);
    expect(rankSumTest([3, 3], [3, 3, 3])).toBe(1);
  });

  test("many observations: 5 in 100 pairs of equal samples are called different", () => {
    const called = shareOf(2000, (seed) => {
      const x = [...uniforms(seed, 60)].map((value) => Math.round(50 * value)); // with ties
      return rankSumTest(x.slice(0, 25), x.slice(25)) <= 0.05;
    });
    expect(called).toBeGreaterThan(0.035);
    expect(called).toBeLessThan(0.065);
  });
});

describe("the interval of a median", () => {
  test.each([
    [6, 1, 6],
    [10, 2, 9],
    [20, 6, 15],
    [25, 8, 18],
    [100, 40, 61],
  ])("of %i samples: from sample %i to %i", (n, low, high) => {
    const samples = Array.from({ length: n }, (_, i) => n - i);
    expect(medianInterval(samples)).toEqual({ low, high });
  });

  test("five samples are too few", () => {
    expect(medianInterval([1, 2, 3, 4, 5])).toBeNull();
  });

  test("holds the median of a skewed distribution in 95 of 100 samples, or more", () => {
    const held = shareOf(2000, (seed) => {
      const { low, high } = medianInterval([...normals(seed, 25)].map(Math.exp))!;
      return low <= 1 && 1 <= high;
    });
    expect(held).toBeGreaterThan(0.945);
    expect(held).toBeLessThan(0.975); // 0.957 by the tables
  });
});

describe("a power law", () => {
  test("is found again, whatever its scale", () => {
    const fit = fitPowerLaw([256, 512, 2048].map((n) => [n, 3 * n ** 1.5]))!;
    expect(fit.exponent).toBeCloseTo(1.5, 12);
    expect(fit.scale).toBeCloseTo(3, 10);
    expect(fit.high - fit.low).toBeLessThan(1e-6);
  });

  test("of one x there is none, and of two points no interval", () => {
    expect(fitPowerLaw([[2, 3]])).toBeNull();
    expect(fitPowerLaw(Array(3).fill([2, 3]))).toBeNull();
    const { low, high } = fitPowerLaw([
      [1, 1],
      [2, 4],
    ])!;
    expect([low, high]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
  });

  test("its interval holds the exponent in 95 of 100 fits", () => {
    const held = shareOf(2000, (seed) => {
      const noise = normals(seed, 5);
      const points = [1, 2, 4, 8, 16].map((x, i) => [x, x * Math.exp(0.1 * noise[i]!)] as const);
      const { low, high } = fitPowerLaw(points)!;
      return low <= 1 && 1 <= high;
    });
    expect(held).toBeGreaterThan(0.935);
    expect(held).toBeLessThan(0.965);
  });
});

/** Share of `count` seeds for which something holds. */
function shareOf(count: number, holds: (seed: number) => boolean): number {
  return Array.from({ length: count }, (_, seed) => holds(seed + 1)).filter(Boolean).length / count;
}

/** The same p-value with every split written out. */
function bySplitting(a: readonly number[], b: readonly number[]): number {
  const all = [...a, ...b];
  const rank = (x: number) =>
    all.filter((y) => y < x).length + (all.filter((y) => y === x).length + 1) / 2;
  const sumOf = (picked: readonly number[]) => picked.reduce((sum, x) => sum + rank(x), 0);
  const middle = (a.length * (all.length + 1)) / 2;
  const splits = [...Array(2 ** all.length).keys()]
    .map((bits) => all.filter((_, i) => (bits >> i) & 1))
    .filter((picked) => picked.length === a.length);
  const far = Math.abs(sumOf(a) - middle) - 1e-9;
  return splits.filter((picked) => Math.abs(sumOf(picked) - middle) >= far).length / splits.length;
}
