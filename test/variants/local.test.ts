import { describe, expect, test } from "vitest";
import { variants } from "../../variants/index.ts";
import { headNumbers, mixFlops, mixHeads } from "../support/mixed-heads.ts";
import { expectClose } from "../support/numbers.ts";
import { openStack, size } from "../support/variant-stack.ts";
import { exponential, weightedMean } from "../support/weighted-mean.ts";

const { local, softmax } = variants;
const long = { ...size, n: 21 };
const numbers = headNumbers(long, [20, 10]);

describe.each([
  { block: 7, neighbours: 0 },
  { block: 3, neighbours: 0 },
  { block: 3, neighbours: 1 },
  { block: 3, neighbours: 2 },
  { block: 1, neighbours: 4 },
])("blocks of $block with $neighbours neighbours", ({ block, neighbours }) => {
  test("is softmax attention under the dense n × n mask of these blocks", () => {
    const distance = (i: number, j: number) =>
      Math.abs(Math.floor(i / block) - Math.floor(j / block));
    const want = weightedMean(long, numbers, {
      similarity: exponential,
      sees: (i, j) => distance(i, j) <= neighbours,
    });
    expectClose(mixHeads(local, { block, neighbours }, long, numbers), want, 1e-7); // float32 1 / √d
  });
});

test("with one block, or neighbours that reach every block, it is softmax attention", () => {
  const want = mixHeads(softmax, {}, long, numbers);
  expectClose(mixHeads(local, { block: 21 }, long, numbers), want, 1e-12);
  expectClose(mixHeads(local, { block: 3, neighbours: 6 }, long, numbers), want, 1e-12);
});

test("wants a multiple of its block, which is the benchmark's 50 unless told", () => {
  expect(local.multipleOf?.(local.options.parse({}))).toBe(50);
  expect(local.multipleOf?.(local.options.parse({ block: 16 }))).toBe(16);
});

test.each([{ block: 0 }, { block: 2.5 }, { neighbours: -1 }])("refuses %o", (options) => {
  const { error } = local.options.safeParse(options);
  expect(error?.issues.map(({ path }) => path)).toEqual([Object.keys(options)]);
});

test("has the parameters of softmax attention", () => {
  expect(openStack(local, { block: 7 }).ledger.parameters).toEqual(
    openStack(softmax, {}).ledger.parameters,
  );
});

test("costs what softmax attention over its window does, for every token", () => {
  const [b, h, n, d, w] = [2, 3, 512, 32, 64];
  const wide = { ...size, b, h, n, d };
  for (const neighbours of [0, 1]) {
    const options = { block: w, neighbours };
    const flops = mixFlops(local, options, wide);
    const formula = b * h * n * (2 * neighbours + 1) * w * (2 * d + 5 + 2 * d);
    expect(flops / formula).toBeGreaterThanOrEqual(1);
    expect(flops / formula).toBeLessThan(1.05); // scaling, and how the mask gets in
    expect(mixFlops(local, options, { ...wide, n: 2 * n })).toBe(2 * flops);
  }
});
