import { describe, expect, test } from "vitest";
import { variants } from "../../variants/index.ts";
import { headNumbers, mixFlops, mixHeads } from "../support/mixed-heads.ts";
import { expectClose } from "../support/numbers.ts";
import { openStack, size } from "../support/variant-stack.ts";
import { exponential, weightedMean } from "../support/weighted-mean.ts";

const { softmax, sparse } = variants;
const long = { ...size, n: 42 };
const numbers = headNumbers(long, [41, 17]);

/** Whether token `i` looks at token `j`, by the sets of the paper. */
const sets = {
  fixed: (s: number, c: number) => (i: number, j: number) =>
    Math.floor(i / s) === Math.floor(j / s) || j % s >= s - c,
  strided: (s: number) => (i: number, j: number) => Math.abs(i - j) < s || (i - j) % s === 0,
};

describe.each([
  { options: { pattern: "fixed", stride: 7, c: 2, global_tokens: 0 }, seen: sets.fixed(7, 2) },
  { options: { pattern: "fixed", stride: 7, c: 2, global_tokens: 1 }, seen: sets.fixed(7, 2) },
  { options: { pattern: "fixed", stride: 3, c: 1, global_tokens: 5 }, seen: sets.fixed(3, 1) },
  { options: { pattern: "strided", stride: 7, global_tokens: 0 }, seen: sets.strided(7) },
  { options: { pattern: "strided", stride: 7, global_tokens: 1 }, seen: sets.strided(7) },
  { options: { pattern: "strided", stride: 3, global_tokens: 4 }, seen: sets.strided(3) },
  { options: { pattern: "strided", stride: 42, global_tokens: 2 }, seen: sets.strided(42) },
])("$options", ({ options, seen }) => {
  test("is softmax attention under the dense n × n mask of its sets and global tokens", () => {
    const g = options.global_tokens;
    const want = weightedMean(long, numbers, {
      similarity: exponential,
      sees: (i, j) => i < g || j < g || seen(i, j),
    });
    expectClose(mixHeads(sparse, options, long, numbers), want, 1e-7); // float32 1 / √d
  });
});

test.each([
  { stride: 42, c: 5 },
  { stride: 6, c: 6 },
  { stride: 6, c: 6, global_tokens: 0 },
  { pattern: "strided", stride: 1 },
  { pattern: "strided", stride: 42 },
])("with %o it is softmax attention", (options) => {
  const want = mixHeads(softmax, {}, long, numbers);
  expectClose(mixHeads(sparse, options, long, numbers), want, 1e-12);
});

test("wants a multiple of its stride, which is the benchmark's 50 unless told", () => {
  expect(sparse.multipleOf?.(sparse.options.parse({}))).toBe(50);
  expect(sparse.multipleOf?.(sparse.options.parse({ stride: 16 }))).toBe(16);
});

test.each([
  { stride: 0 },
  { stride: 2.5 },
  { c: 0 },
  { c: 51 },
  { pattern: "dense" },
  { global_tokens: -1 },
])("refuses %o", (options) => {
  const { error } = sparse.options.safeParse(options);
  expect(error?.issues[0]?.path).toEqual(Object.keys(options));
});

test("says how many tokens a block of the fixed pattern can end with", () => {
  const { error } = sparse.options.safeParse({ stride: 7 });
  expect(error?.issues[0]?.message).toBe("must be at most stride, 7: got 10. Use 7.");
  expect(sparse.options.safeParse({ stride: 7, pattern: "strided" }).success).toBe(true);
});

test("refuses to make every token global", () => {
  const refusal = (global_tokens: number) =>
    sparse.refuses?.(sparse.options.parse({ global_tokens }), size);
  expect(refusal(13)).toBeNull();
  expect(refusal(14)).toBe("global_tokens: must be less than n, 14: got 14. Use 13.");
});

test("has the parameters of softmax attention", () => {
  expect(openStack(sparse, { stride: 7, c: 2 }).ledger.parameters).toEqual(
    openStack(softmax, {}).ledger.parameters,
  );
});

test("costs what softmax attention over its two sets does, for every token", () => {
  const [b, h, n, d, s, c] = [2, 3, 1024, 32, 64, 16];
  const wide = { ...size, b, h, n, d };
  for (const { pattern, keys } of [
    { pattern: "fixed", keys: s - c + (c * n) / s },
    { pattern: "strided", keys: 3 * s + n / s },
  ]) {
    const flops = mixFlops(sparse, { pattern, stride: s, c, global_tokens: 0 }, wide);
    const formula = b * h * n * keys * (2 * d + 4 + 2 * d); // maximum, subtraction, exponential, sum
    expect(flops / formula).toBeGreaterThanOrEqual(1);
    expect(flops / formula).toBeLessThan(1.05); // scaling, masks
  }
});
