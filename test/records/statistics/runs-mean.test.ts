import { describe, expect, test } from "vitest";
import { random } from "../../../records/statistics/random.ts";
import { meanOfRuns, runScatter } from "../../../records/statistics/runs-mean.ts";

const half = (interval: { low: number; high: number } | null) =>
  Math.log(interval!.high / interval!.low) / 2;

test("the mean is the geometric one of the runs' medians, each run counting once", () => {
  const { value, interval } = meanOfRuns([[1, 2, 9], [8]])!;
  expect(value).toBeCloseTo(4, 12);
  expect(interval).toBeNull(); // fewer than six samples
  expect(meanOfRuns([])).toBeNull();
});

test("a run without noise of its own has the scatter that runs are taken to have", () => {
  const { value, interval } = meanOfRuns([Array(8).fill(2)])!;
  expect(value).toBeCloseTo(2, 12);
  expect(half(interval)).toBeCloseTo(2.228 * runScatter, 4); // Student's 5 % point, 10 degrees of freedom
});

test("runs that scatter more than that widen their interval, and runs that agree narrow it", () => {
  const runs = (deviation: number) =>
    [-1, 0, 1].map((at) => Array<number>(8).fill(Math.exp(deviation * at)));
  // Student's point at 12 degrees of freedom; the variance is (10 · 0.03² + 2 · s²) / 12.
  expect(half(meanOfRuns(runs(0.2))!.interval)).toBeCloseTo(2.1788 * 0.08612 * 3 ** -0.5, 3);
  expect(half(meanOfRuns(runs(0))!.interval)).toBeCloseTo(2.1788 * 0.02739 * 3 ** -0.5, 3);
});

describe("of simulated runs the interval holds the true value in at least 93 of 100", () => {
  const chance = random(11);
  const cases = [0.011, 0.02, 0.03].flatMap((scatter) =>
    [1, 3, 5].flatMap((seeds) => [6, 30].map((rounds) => ({ scatter, seeds, rounds }))),
  );
  test.each(cases)("$scatter from run to run, $seeds seeds, $rounds rounds", (of) => {
    const times = 1000;
    let held = 0;
    for (let i = 0; i < times; i++) {
      const runs = Array.from({ length: of.seeds }, () => {
        const own = of.scatter * chance.normal();
        return Array.from({ length: of.rounds }, () => Math.exp(own + 0.11 * chance.normal()));
      });
      const { low, high } = meanOfRuns(runs)!.interval!;
      if (low <= 1 && 1 <= high) held++;
    }
    expect(held / times).toBeGreaterThanOrEqual(0.93);
  });
});
