import { expect, test } from "vitest";
import { mcNemar, signFlipTest } from "../../../records/index.ts";
import { stream } from "../../../tasks/index.ts";

const times = (count: number, value: number) => Array<number>(count).fill(value);

test("differences of one example each are McNemar's", () => {
  for (const [lost, won] of [
    [0, 0],
    [1, 0],
    [7, 2],
    [40, 40],
    [300, 220],
  ] as const) {
    const differences = [...times(lost, -1), ...times(won, 1), 0];
    expect(signFlipTest(differences)).toBeCloseTo(mcNemar(lost, won), 12);
  }
});

test("Darwin's fifteen pairs of maize, as Fisher counted them: 1726 of 32768", () => {
  // The Design of Experiments, 1935, section 21: differences in eighths of an inch.
  const differences = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48];
  expect(signFlipTest(differences)).toBeCloseTo(1726 / 32768, 12);
});

/** By trying every sign. */
function tried(differences: readonly number[]): number {
  const sum = Math.abs(differences.reduce((total, x) => total + x, 0));
  const all = 2 ** differences.length;
  let found = 0;
  for (let signs = 0; signs < all; signs++) {
    const flipped = differences.reduce((total, x, i) => total + ((signs >> i) & 1 ? -x : x), 0);
    if (Math.abs(flipped) >= sum) found++;
  }
  return found / all;
}

test("it is what trying every sign comes to", () => {
  const random = stream(2, "signs");
  for (let i = 0; i < 60; i++) {
    const differences = Array.from({ length: random.int(12) }, () => random.int(7) - 3);
    expect(signFlipTest(differences)).toBeCloseTo(tried(differences), 12);
  }
});

test("the same 7 examples lost by three seeds are 7, and not 21", () => {
  expect(signFlipTest(times(7, -3))).toBeCloseTo(2 / 2 ** 7, 12);
});
