import { incompleteBeta } from "./beta.ts";

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
