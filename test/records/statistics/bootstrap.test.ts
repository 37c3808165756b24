import { expect, test } from "vitest";
import { medianRatio, medianWeights } from "../../../records/statistics/bootstrap.ts";
import { stream } from "../../../tasks/index.ts";

test("how often each of 13 samples is the median of a resample: Efron 1979, section 3", () => {
  const published = [0, 0.0015, 0.0142, 0.055, 0.1242, 0.1936, 0.223];
  const weights = medianWeights(13);
  published.forEach((weight, i) => {
    expect(Math.abs(weights[i]! - weight)).toBeLessThan(1e-4);
    expect(weights[12 - i]).toBeCloseTo(weights[i]!, 12);
  });
  for (const n of [1, 2, 12, 200]) {
    expect(medianWeights(n).reduce((sum, weight) => sum + weight)).toBeCloseTo(1, 12);
  }
});

test("the interval is that of resamples drawn at random", () => {
  const random = stream(3, "samples");
  const draw = (count: number, middle: number) =>
    Array.from({ length: count }, () => middle * Math.exp(0.1 * random.normal()));
  const [a, b] = [draw(25, 2), draw(31, 1)] as const;
  const resampled = (samples: readonly number[]) => {
    const sorted = samples.map(() => samples[random.int(samples.length)]!).sort((x, y) => x - y);
    return sorted[(samples.length - 1) / 2]!;
  };
  const ratios = Array.from({ length: 20_000 }, () => resampled(a) / resampled(b));
  ratios.sort((x, y) => x - y);
  const { ratio, low, high } = medianRatio(a, b);
  expect(low).toBeCloseTo(ratios[500]!, 1);
  expect(high).toBeCloseTo(ratios[19_500]!, 1);
  expect(ratio).toBeGreaterThan(low);
  expect(ratio).toBeLessThan(high);
});

test.each([
  [15, 15],
  [40, 24],
])("it holds the ratio of the medians in about 95 of 100 cases: %i and %i samples", (m, n) => {
  const random = stream(m, "coverage");
  const draw = (count: number) => Array.from({ length: count }, () => Math.exp(random.normal()));
  const held = Array.from({ length: 2000 }, () => {
    const { low, high } = medianRatio(draw(m), draw(n));
    return low <= 1 && 1 <= high;
  }).filter(Boolean).length;
  expect(held / 2000).toBeGreaterThan(0.93);
  expect(held / 2000).toBeLessThan(0.985);
});

test("one sample each has no spread", () => {
  expect(medianRatio([6], [3])).toEqual({ ratio: 2, low: 2, high: 2 });
});
