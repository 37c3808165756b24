import { expect } from "vitest";

/** That the values vary, around this: within four standard errors of their mean. */
export function expectMean(what: string, values: ArrayLike<number>, expected: number): void {
  const { length } = values;
  const error = deviation(values) / Math.sqrt(length);
  expect(error, what).toBeGreaterThan(0);
  expect(Math.abs(mean(values) - expected) / error, what).toBeLessThan(4);
}

/** That they reach from one bound to the other, but for a five-hundredth of the way. */
export function expectRange(
  what: string,
  values: readonly number[],
  from: number,
  to: number,
): void {
  const margin = (to - from) / 500;
  const least = Math.min(...values);
  const most = Math.max(...values);
  expect(least, what).toBeGreaterThanOrEqual(from);
  expect(least, what).toBeLessThan(from + margin);
  expect(most, what).toBeLessThanOrEqual(to);
  expect(most, what).toBeGreaterThan(to - margin);
}

export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

export function deviation(values: ArrayLike<number>): number {
  const middle = mean(values);
  return Math.sqrt(mean(Array.from(values, (value) => (value - middle) ** 2)));
}
