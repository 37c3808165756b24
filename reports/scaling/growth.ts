import { fitPowerLaw, type Interval } from "../../records/index.ts";

/** value = scale · length^exponent, over the upper lengths. */
export interface Growth {
  readonly exponent: number;
  /** 95 %; `null` of two lengths. */
  readonly interval: Interval | null;
  readonly scale: number;
  /** That it was fitted over. */
  readonly lengths: readonly number[];
}

/** Lengths of at least this part of the longest are the upper ones: below, what does not grow with length bends the curve. */
const upperPart = 1 / 8;

/** The power law of the values at the upper lengths, ascending; `null` of fewer than two lengths. */
export function growthOf(
  points: readonly (readonly [length: number, value: number])[],
): Growth | null {
  const longest = Math.max(...points.map(([length]) => length));
  const upper = points.filter(([length]) => length >= upperPart * longest);
  const law = fitPowerLaw(upper);
  if (law === null) return null;
  const { scale, exponent, low, high } = law;
  const interval = upper.length > 2 ? { low, high } : null;
  return { exponent, interval, scale, lengths: upper.map(([length]) => length) };
}
