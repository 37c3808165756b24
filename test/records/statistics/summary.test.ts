import { expect, test } from "vitest";
import { mean, median, quantile, standardDeviation, wilson } from "../../../records/index.ts";
import { stream } from "../../../tasks/index.ts";

test.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])(
  "Newcombe 1998, table I, method 3: %i of %i lies in %f to %f",
  (correct, examples, low, high) => {
    const interval = wilson(correct, examples);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  },
);

test("all right mirrors none right, and no end leaves 0 to 1", () => {
  for (const examples of [1, 3, 20, 2000]) {
    const [none, all] = [wilson(0, examples), wilson(examples, examples)];
    expect(none.low).toBeCloseTo(0, 15);
    expect(all.high).toBeCloseTo(1, 15);
    expect(none.low >= 0 && all.high <= 1).toBe(true);
    expect(all.low).toBeCloseTo(1 - none.high, 12);
  }
});

test.each([20, 100])(
  "of %i examples the interval holds the share in 95 of 100 cases, whatever the share",
  (examples) => {
    const random = stream(examples, "wilson");
    const cases = 4000;
    const held = Array.from({ length: cases }, () => {
      const share = random.uniform();
      const answers = Array.from({ length: examples }, () => random.uniform() < share);
      const { low, high } = wilson(answers.filter(Boolean).length, examples);
      return low <= share && share <= high;
    }).filter(Boolean).length;
    expect(Math.abs(held / cases - 0.95)).toBeLessThan(0.012); // on average: at single shares it swings
  },
);

test("mean and deviation have NIST's certified values (StRD, NumAcc1 and NumAcc3)", () => {
  const numAcc1 = [10000001, 10000003, 10000002];
  expect(mean(numAcc1)).toBe(10000002);
  expect(standardDeviation(numAcc1)).toBe(1);
  const numAcc3 = [1000000.2, ...Array.from({ length: 1000 }, (_, i) => 1000000.1 + 0.2 * (i % 2))];
  expect(mean(numAcc3)).toBeCloseTo(1000000.2, 8);
  expect(standardDeviation(numAcc3)).toBeCloseTo(0.1, 8);
});

test.each([1, 2, 15, 16, 17, 60])("quantiles of %i values are those of the sorted values", (n) => {
  const random = stream(n, "quantiles");
  const values = Array.from({ length: n }, () => Math.floor(10 * random.uniform())); // many ties
  const given = [...values];
  const sorted = values.toSorted((a, b) => a - b);
  const found = sorted.map((_, i) => quantile(values, n === 1 ? 0.5 : i / (n - 1)));
  found.forEach((value, i) => {
    expect(value).toBeCloseTo(sorted[i]!, 9);
  });
  expect(values).toEqual(given);
});

test("quantiles interpolate as R's type 7: quantile(c(1, 2, 4, 8), c(.1, .25, .5, .9))", () => {
  const values = [8, 1, 4, 2];
  expect(quantile(values, 0.1)).toBeCloseTo(1.3, 12);
  expect(quantile(values, 0.25)).toBe(1.75);
  expect(median(values)).toBe(3);
  expect(quantile(values, 0.9)).toBeCloseTo(6.8, 12);
  expect([quantile(values, 0), quantile(values, 1)]).toEqual([1, 8]);
  expect(values).toEqual([8, 1, 4, 2]);
});

test("ten sorts after nine: order is that of numbers", () => {
  expect(median([10, 9, 100])).toBe(10);
});

test("of nothing there is no statistic, and of one no deviation", () => {
  expect([mean([]), median([]), standardDeviation([]), standardDeviation([3])]).toEqual([
    null,
    null,
    null,
    null,
  ]);
  expect(median([3])).toBe(3);
});
