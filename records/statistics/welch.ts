import { studentPoint, studentTails } from "./student.ts";
import { mean, standardDeviation } from "./summary.ts";

/** Difference of two means, `a`'s less `b`'s, with its 95 % interval and two-sided p-value. */
export interface WelchTest {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly p: number;
}

/**
 * Of independent samples whose variances may differ. Welch 1947, Biometrika 34, 28-35. `null` of fewer than two
 * values a side.
 */
export function welchTest(a: readonly number[], b: readonly number[]): WelchTest | null {
  const [left, right] = [errorOf(a), errorOf(b)];
  if (left === null || right === null) return null;
  const difference = mean(a)! - mean(b)!;
  const variance = left.variance + right.variance;
  if (variance === 0) {
    return { difference, low: difference, high: difference, p: difference === 0 ? 1 : 0 };
  }
  const freedom =
    variance ** 2 / (left.variance ** 2 / left.freedom + right.variance ** 2 / right.freedom);
  const half = studentPoint(0.05, freedom) * Math.sqrt(variance);
  return {
    difference,
    low: difference - half,
    high: difference + half,
    p: studentTails(difference / Math.sqrt(variance), freedom),
  };
}

/** Of a mean: its variance, and the degrees of freedom that it is known with. */
function errorOf(values: readonly number[]) {
  const deviation = standardDeviation(values);
  if (deviation === null) return null;
  return { variance: deviation ** 2 / values.length, freedom: values.length - 1 };
}
