import { describe, expect, test } from "vitest";
import { ops } from "../../../graph/index.ts";
import { evaluate } from "../../support/evaluate.ts";
import { checkGradients } from "../../support/gradients.ts";
import { expectClose, uniforms } from "../../support/numbers.ts";
import { run } from "../../support/run.ts";

const n = 256;

/** A table of n rows and n columns from 2 n numbers, in the arithmetic of every provider. */
function draw(seed: number): {
  readonly table: Float64Array;
  readonly feeds: Record<string, Float64Array>;
} {
  const feeds = { r: uniforms(seed, n), c: uniforms(seed + 1, n) };
  return { table: evaluate([uniform], feeds, "float32")[0]!, feeds };
}

const uniform = ops.noise(ops.input("r", [n]), ops.input("c", [n]), [n, n]);
const { table, feeds } = draw(1);

/** Mean of the products of what lies about 1/2, 1 when equal: a correlation. */
function correlation(...xs: readonly Float64Array[]): number {
  const [first] = xs;
  let sum = 0;
  for (let i = 0; i < first!.length; i++) {
    let product = 12 ** (xs.length / 2);
    for (const x of xs) product *= x[i]! - 0.5;
    sum += product;
  }
  return sum / first!.length;
}

const rootMeanSquare = (values: readonly number[]) =>
  Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / values.length);

const rowOf = (i: number) => table.subarray(i * n, i * n + n);
const columnOf = (j: number) => Float64Array.from({ length: n }, (_, i) => table[i * n + j]!);

describe("noise", () => {
  test("ONNX Runtime gives the same bits", async () => {
    const [y] = await run([uniform], feeds);
    expectClose(y!, table, 0);
  });

  test("is uniform: sixteen equal bins, within five standard deviations", () => {
    const bins = Array<number>(16).fill(0);
    for (const u of table) bins[Math.floor(16 * u)]!++;
    const expected = (n * n) / 16;
    for (const count of bins)
      expect(Math.abs(count - expected)).toBeLessThan(5 * Math.sqrt(expected));
  });

  test("rows are no more alike than chance makes them, nor are columns", () => {
    for (const lineOf of [rowOf, columnOf]) {
      const lines = Array.from({ length: n }, (_, i) => lineOf(i));
      const all = lines.flatMap((line, i) =>
        lines.slice(0, i).map((other) => correlation(line, other)),
      );
      expect(rootMeanSquare(all)).toBeLessThan(1.03 / Math.sqrt(n)); // independent lines: 1 / √n
      // Lines whose factors differ by less than 2⁻¹² are alike: about one pair in 5000.
      expect(all.filter((c) => Math.abs(c) > 0.25).length).toBeLessThan(all.length / 2500);
    }
  });

  test("neighbours within a row are uncorrelated", () => {
    for (const lag of [1, 2, 3, 17]) {
      const c = correlation(table.subarray(lag), table.subarray(0, -lag));
      expect(Math.abs(c)).toBeLessThan(4 / n);
    }
  });

  test("three corners of a rectangle do not tell the fourth", () => {
    const corners = [0, 1, n, n + 1].map((offset) =>
      Float64Array.from({ length: (n / 2) ** 2 }, (_, i) => {
        const [row, column] = [Math.floor(i / (n / 2)), i % (n / 2)];
        return table[2 * row * n + 2 * column + offset]!;
      }),
    );
    // Independent corners: standard deviation 2 / n.
    expect(Math.abs(correlation(...corners))).toBeLessThan(8 / n);
  });

  test("another draw is another table", () => {
    expect(Math.abs(correlation(table, draw(3).table))).toBeLessThan(4 / n);
  });

  test.each([
    { shape: [2, 3, 5, 7], size: [30, 7] },
    { shape: [512, 512], size: [512, 512] },
    { shape: [7], size: [7, 1] },
    { shape: [2, 3, 1000], size: [6, 1000] },
    { shape: [], size: [1, 1] },
  ])("$shape needs $size numbers", ({ shape, size }) => {
    expect(ops.noiseSize(shape)).toEqual(size);
    expect(size[0]! % (shape[0] ?? 1)).toBe(0); // part of the first axis has part of the rows
  });
});

describe("dropout", () => {
  test.each([0.1, 0.5])("of rate %d drops so many, and keeps the mean", async (rate) => {
    const [kept] = await run([ops.dropout(ops.ones([n, n]), rate, uniform)], feeds);
    const scale = Math.fround(1 / (1 - rate));
    const dropped = kept!.filter((v) => v === 0).length;
    expect(kept!.filter((v) => v === scale).length).toBe(n * n - dropped);
    // Four standard deviations of independent draws, and the resolution of the noise.
    const bound = (4 * Math.sqrt(rate * (1 - rate))) / n + 2 ** -10;
    expect(Math.abs(dropped / n ** 2 - rate)).toBeLessThan(bound);
    const mean = kept!.reduce((a, b) => a + b) / n ** 2;
    expect(Math.abs(mean - 1)).toBeLessThan(bound / (1 - rate));
  });

  test("has the gradient of what it kept", () =>
    checkGradients(ops.dropout(ops.input("x", [3, 5]), 0.3, ops.input("u", [3, 5])), {
      u: uniforms(5, 15),
    }));

  test("of rate 0 is nothing", () => {
    const x = ops.input("x", [3]);
    expect(ops.dropout(x, 0, ops.input("u", [3]))).toBe(x);
  });
});
