/** Seeded numbers for tests, and how near two lists of numbers must be. */
import { expect } from "vitest";
import { graphInputs, sizeOf, type Tensor } from "../../graph/index.ts";

/** What the inputs of a graph are fed with, by name, row-major; bool as 0 and 1. */
export type Feeds = Readonly<Record<string, ArrayLike<number>>>;

/** `count` numbers uniform in [low, high). They are float32 values: both precisions read the same numbers. */
export function uniforms(seed: number, count: number, low = 0, high = 1): Float64Array {
  const next = stream(seed);
  return Float64Array.from({ length: count }, () => Math.fround(low + (high - low) * next()));
}

/** `count` standard normal numbers, float32 values. Box & Muller 1958. */
export function normals(seed: number, count: number): Float64Array {
  const next = stream(seed);
  return Float64Array.from({ length: count }, () =>
    Math.fround(Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())),
  );
}

/** `count` integers in 0..below - 1. */
export const integers = (seed: number, count: number, below: number): Float64Array =>
  uniforms(seed, count, 0, below).map(Math.floor);

/** `given`, and standard normal numbers for every other input that `roots` need. */
export function feedsFor(roots: readonly Tensor[], given: Feeds = {}, seed = 1): Feeds {
  const inputs = graphInputs({ outputs: Object.fromEntries(roots.entries()) });
  const random = inputs.map((x, i) => [x.name!, normals(seed + 7919 * i, sizeOf(x.shape))]);
  return { ...Object.fromEntries(random), ...given };
}

/**
 * Every number within `tolerance`, relative to the larger of 1 and the number wanted. NaN is near nothing, infinity
 * only itself. The failure names the worst element.
 */
export function expectClose(
  got: ArrayLike<number>,
  want: ArrayLike<number>,
  tolerance: number,
  what = "result",
): void {
  expect(got.length, `${what}: number of elements`).toBe(want.length);
  const distance = (i: number) => {
    if (got[i] === want[i]) return 0;
    const off = Math.abs(got[i]! - want[i]!) / Math.max(1, Math.abs(want[i]!));
    return Number.isNaN(off) ? Number.POSITIVE_INFINITY : off;
  };
  let worst = 0;
  for (let i = 1; i < want.length; i++) if (distance(i) > distance(worst)) worst = i;
  if (want.length > 0 && distance(worst) > tolerance) {
    const off = distance(worst).toExponential(1);
    expect.fail(
      `${what}: element ${worst} of ${want.length}: got ${got[worst]}, want ${want[worst]}: off by ${off}, allowed ${tolerance}`,
    );
  }
}

/** Uniform in [0, 1), 32 bits. Mulberry32, Tommy Ettinger 2017, public domain. */
function stream(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
