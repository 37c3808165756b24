import { describe, expect, test } from "vitest";
import { ops } from "../../../graph/index.ts";
import { evaluate } from "../../support/evaluate.ts";
import { checkGradients } from "../../support/gradients.ts";
import { expectClose, uniforms } from "../../support/numbers.ts";
import { run } from "../../support/run.ts";

const n = 256;
const rates = [0.1, 0.5];

const maskOf = (rate: number) =>
  ops.dropMask(ops.input("r", [n]), ops.input("c", [n]), rate, [n, n]);

const feedsFrom = (seed: number) => ({ r: uniforms(seed, n), c: uniforms(seed + 1, n) });

/** A mask of n rows and n columns from 2 n numbers: 1 where to drop. */
const draw = (rate: number, seed = 1): Float64Array =>
  evaluate([maskOf(rate)], feedsFrom(seed), "float32")[0]!;

/** Mean of the products of what lies about the mean, in standard deviations: a correlation of those that drop at `rate`. */
function correlation(rate: number, ...masks: readonly Float64Array[]): number {
  const [first] = masks;
  const unit = (rate * (1 - rate)) ** (-masks.length / 2);
  let sum = 0;
  for (let i = 0; i < first!.length; i++) {
    sum += masks.reduce((product, mask) => product * (mask[i]! - rate), unit);
  }
  return sum / first!.length;
}

const rootMeanSquare = (values: readonly number[]) =>
  Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / values.length);

describe.each(rates)("a mask that drops %d", (rate) => {
  const mask = draw(rate);
  const rowOf = (i: number) => mask.subarray(i * n, i * n + n);
  const columnOf = (j: number) => Float64Array.from({ length: n }, (_, i) => mask[i * n + j]!);

  test("has the same bits in ONNX Runtime", async () => {
    const [y] = await run([maskOf(rate)], feedsFrom(1));
    expectClose(y!, mask, 0);
  });

  test("drops its share, in whole and of each sixteenth of rows", () => {
    for (const [parts, size] of [
      [1, n * n],
      [16, (n * n) / 16],
    ] as const) {
      for (let part = 0; part < parts; part++) {
        const dropped = mask.subarray(part * size, (part + 1) * size).reduce((a, b) => a + b);
        const bound = 5 * Math.sqrt(size * rate * (1 - rate));
        expect(Math.abs(dropped - size * rate)).toBeLessThan(bound);
      }
    }
  });

  test("has rows no more alike than chance makes them, and columns", () => {
    for (const lineOf of [rowOf, columnOf]) {
      const lines = Array.from({ length: n }, (_, i) => lineOf(i));
      const all = lines.flatMap((line, i) =>
        lines.slice(0, i).map((other) => correlation(rate, line, other)),
      );
      expect(rootMeanSquare(all)).toBeLessThan(1.03 / Math.sqrt(n)); // independent lines: 1 / √n
      expect(Math.max(...all.map(Math.abs))).toBeLessThan(7 / Math.sqrt(n));
    }
  });

  test("has neighbours within a row that are uncorrelated", () => {
    for (const lag of [1, 2, 3, 17]) {
      const c = correlation(rate, mask.subarray(lag), mask.subarray(0, -lag));
      expect(Math.abs(c)).toBeLessThan(4 / n);
    }
  });

  test("tells by three corners of a rectangle nothing of the fourth", () => {
    const corners = [0, 1, n, n + 1].map((offset) =>
      Float64Array.from({ length: (n / 2) ** 2 }, (_, i) => {
        const [row, column] = [Math.floor(i / (n / 2)), i % (n / 2)];
        return mask[2 * row * n + 2 * column + offset]!;
      }),
    );
    // Independent corners: standard deviation 2 / n.
    expect(Math.abs(correlation(rate, ...corners))).toBeLessThan(8 / n);
  });

  test("is another one for another draw", () => {
    expect(Math.abs(correlation(rate, mask, draw(rate, 3)))).toBeLessThan(4 / n);
  });
});

test("numbers next to 0 and 1 drop their share too", () => {
  const edges = [0, 2 ** -24, 2 ** -23, 0.5, 1 - 2 ** -23, 1 - 2 ** -24];
  const columns = 4096;
  const r = ops.constant(Float32Array.from(edges), [edges.length]);
  const mask = ops.dropMask(r, ops.input("c", [columns]), 0.1, [edges.length, columns]);
  const [drawn] = evaluate([mask], { c: uniforms(5, columns) }, "float32");
  for (const i of edges.keys()) {
    const dropped = drawn!.subarray(i * columns, (i + 1) * columns).reduce((a, b) => a + b);
    expect(Math.abs(dropped / columns - 0.1), `row of ${edges[i]}`).toBeLessThan(0.02); // four standard deviations
  }
});

test.each([
  { shape: [2, 3, 5, 7], size: [30, 7] },
  { shape: [512, 512], size: [512, 512] },
  { shape: [7], size: [7, 1] },
  { shape: [2, 3, 1000], size: [6, 1000] },
  { shape: [], size: [1, 1] },
])("a mask of $shape needs $size numbers", ({ shape, size }) => {
  expect(ops.dropMaskSize(shape)).toEqual(size);
  expect(size[0]! % (shape[0] ?? 1)).toBe(0); // part of the first axis has part of the rows
});

describe("dropout", () => {
  test.each(rates)("of rate %d keeps the mean", async (rate) => {
    const [kept] = await run([ops.dropout(ops.ones([n, n]), rate, maskOf(rate))], feedsFrom(1));
    const scale = Math.fround(1 / (1 - rate));
    const dropped = kept!.filter((v) => v === 0).length;
    expect(kept!.filter((v) => v === scale).length).toBe(n * n - dropped);
    const bound = (4 * Math.sqrt(rate / (1 - rate))) / n; // four standard deviations
    const mean = kept!.reduce((a, b) => a + b) / n ** 2;
    expect(Math.abs(mean - 1)).toBeLessThan(bound);
  });

  test("has the gradient of what it kept", () =>
    checkGradients(
      ops.dropout(ops.input("x", [3, 5]), 0.3, ops.less(ops.input("u", [3, 5]), 0.3)),
      { u: uniforms(5, 15) },
    ));

  test("of rate 0 is nothing", () => {
    const x = ops.input("x", [3]);
    expect(ops.dropout(x, 0, ops.greater(ops.input("u", [3]), 1))).toBe(x);
  });
});
