import { describe, expect, test } from "vitest";
import { moderated, spreadWithin } from "../../../records/index.ts";
import { digamma, inverseTrigamma, trigamma } from "../../../records/statistics/moderated.ts";
import { normals } from "../../support/numbers.ts";

test("digamma and trigamma, Abramowitz & Stegun 1964, table 6.1 and 6.3.3, 6.4.4", () => {
  expect(digamma(1)).toBeCloseTo(-0.5772156649, 10);
  expect(digamma(0.5)).toBeCloseTo(-0.5772156649 - 2 * Math.log(2), 9);
  expect(digamma(1.5)).toBeCloseTo(0.03648997398, 10);
  expect(trigamma(1)).toBeCloseTo(Math.PI ** 2 / 6, 10);
  expect(trigamma(0.5)).toBeCloseTo(Math.PI ** 2 / 2, 9);
  for (const x of [0.01, 0.7, 3, 250]) expect(inverseTrigamma(trigamma(x)) / x).toBeCloseTo(1, 8);
});

/** What is seen of groups of values each. */
const seen = (groups: readonly (readonly number[])[]) =>
  groups.map((values) => spreadWithin([values]));

/** Groups of three normal values each, with these standard deviations. */
const groupsOf = (deviations: readonly number[], seed = 1) => {
  const draws = normals(seed, 3 * deviations.length);
  return seen(deviations.map((sd, i) => [0, 1, 2].map((k) => sd * draws[3 * i + k]!)));
};

describe("groups of three", () => {
  test("that scatter alike have nearly one spread, known with many degrees of freedom", () => {
    const { pooled, each } = moderated(groupsOf(Array(200).fill(2)))!;
    expect(pooled.deviation).toBeCloseTo(2, 0);
    expect(pooled.freedom).toBe(400);
    for (const { deviation, freedom } of each) {
      expect(deviation).toBeGreaterThan(1.5);
      expect(deviation).toBeLessThan(2.6);
      expect(freedom).toBeGreaterThan(10);
    }
  });

  test("that do not keep their own, on few degrees of freedom", () => {
    const { each } = moderated(groupsOf([...Array(50).fill(1), ...Array(10).fill(10)]))!;
    const typical = (some: typeof each) =>
      some.map(({ deviation }) => deviation).sort((a, b) => a - b)[Math.floor(some.length / 2)]!;
    expect(typical(each.slice(50)) / typical(each.slice(0, 50))).toBeGreaterThan(4);
    expect(each[0]!.freedom).toBeLessThan(5);
  });
});

test("few groups stand for themselves; a group of one value has what the others tell", () => {
  const { each, pooled } = moderated(seen([[1, 3], [5]]))!;
  expect(each).toEqual([
    { deviation: Math.SQRT2, freedom: 1 },
    { deviation: Math.SQRT2, freedom: 1 },
  ]);
  expect(pooled).toEqual({ deviation: Math.SQRT2, freedom: 1 });
  expect(moderated(seen([[1], [2]]))).toBeNull();
  expect(moderated(seen(Array(6).fill([2, 2])))!.each[0]!.deviation).toBe(0);
});

test("no group has more degrees of freedom than all that was seen", () => {
  const alike = [1, 1.01, 0.99, 1].map((deviation) => ({ deviation, freedom: 2 }));
  const { pooled, each } = moderated([...alike, null])!;
  expect(pooled.freedom).toBe(8);
  expect(each.map(({ freedom }) => freedom)).toEqual([8, 8, 8, 8, 8]);
});

test("few groups learn from what is usual, by degrees of freedom; one far beyond it does not", () => {
  const usual = { deviation: 2, freedom: 20 };
  const [own] = moderated(seen([[0, 2, 4]]), usual)!.each;
  expect(own!.freedom).toBe(22);
  expect(own!.deviation ** 2).toBeCloseTo((20 * 4 + 2 * 4) / 22, 12);
  const [wild] = moderated(seen([[0, 20, 40]]), usual)!.each;
  expect(wild).toEqual({ deviation: 20, freedom: 2 });
});

test("samples that differ scatter by what their values do within each", () => {
  expect(spreadWithin([[0, 2], [100, 104], [7]])).toEqual({
    deviation: Math.sqrt((2 + 8) / 2),
    freedom: 2,
  });
  expect(spreadWithin([[1], []])).toBeNull();
});
