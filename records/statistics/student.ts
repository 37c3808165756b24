import { incompleteBeta } from "./beta.ts";
import { mean, standardDeviation } from "./summary.ts";

/** P(|T| ≥ |t|) of Student's t with `freedom` degrees of freedom. */
export const studentTails = (t: number, freedom: number): number =>
  incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5);

/** Points by tails and freedom: a table asks for the same ones again and again. */
const known = new Map<string, number>();

/** The t that P(|T| ≥ t) = `tails` holds for. */
export function studentPoint(tails: number, freedom: number): number {
  const key = `${tails} ${freedom}`;
  const point = known.get(key) ?? pointByHalving(tails, freedom);
  known.set(key, point);
  return point;
}

function pointByHalving(tails: number, freedom: number): number {
  let [low, high] = [0, 1];
  while (studentTails(high, freedom) > tails) high *= 2;
  for (let i = 0; i < 100 && high - low > 1e-14 * high; i++) {
    const middle = (low + high) / 2;
    if (studentTails(middle, freedom) > tails) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Mean of paired differences with its 95 % interval and two-sided p-value. Student 1908, Biometrika 6, 1-25. */
export interface PairedTest {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly p: number;
}

/** `null` of fewer than two pairs: one says nothing of its own noise. */
export function pairedTest(differences: readonly number[]): PairedTest | null {
  const [middle, deviation] = [mean(differences), standardDeviation(differences)];
  if (middle === null || deviation === null) return null;
  const freedom = differences.length - 1;
  const error = deviation / Math.sqrt(differences.length);
  if (error === 0) return { mean: middle, low: middle, high: middle, p: middle === 0 ? 1 : 0 };
  const half = studentPoint(0.05, freedom) * error;
  return {
    mean: middle,
    low: middle - half,
    high: middle + half,
    p: studentTails(middle / error, freedom),
  };
}
