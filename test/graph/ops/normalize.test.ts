import { describe, expect, test } from "vitest";
import { ops } from "../../../graph/index.ts";
import { checkGradients } from "../../support/gradients.ts";
import { normals } from "../../support/numbers.ts";
import { run } from "../../support/run.ts";
import { checkValues } from "../../support/values.ts";

const [rows, n] = [6, 7];
const x = ops.input("x", [2, 3, n]);
const vector = ops.input("x", [n]);
const gamma = ops.input("gamma", [n]);
const beta = ops.input("beta", [n]);
const feeds = {
  x: normals(1, rows * n).map((v) => Math.fround(3 * v + 5)),
  gamma: normals(2, n),
  beta: normals(3, n),
};

/** f of each row of x. */
const byRows = (f: (row: Float64Array) => Float64Array): number[] =>
  Array.from({ length: rows }, (_, i) => [...f(feeds.x.subarray(i * n, i * n + n))]).flat();

const meanOf = (row: Float64Array) => row.reduce((a, b) => a + b) / row.length;

describe("layerNorm", () => {
  const unit = (epsilon: number) =>
    byRows((row) => {
      const mean = meanOf(row);
      const deviation = Math.sqrt(meanOf(row.map((v) => (v - mean) ** 2)) + epsilon);
      return row.map((v) => (v - mean) / deviation);
    });
  const withGain = unit(1e-6).map((v, i) => v * feeds.gamma[i % n]!);

  test.each([
    {
      name: "gain and bias",
      y: ops.layerNorm(x, gamma, beta),
      want: withGain.map((v, i) => v + feeds.beta[i % n]!),
    },
    { name: "gain only", y: ops.layerNorm(x, gamma), want: withGain },
    { name: "neither", y: ops.layerNorm(x), want: unit(1e-6) },
    { name: "epsilon 0.5", y: ops.layerNorm(x, null, null, 0.5), want: unit(0.5) },
  ])("$name", async ({ y, want }) => {
    await checkValues(y, feeds, want);
    await checkGradients(y, feeds);
  });

  test("a vector is one row", async () => {
    const row = { ...feeds, x: feeds.x.subarray(0, n) };
    const y = ops.layerNorm(vector, gamma, beta);
    expect(y.shape).toEqual([n]);
    await checkValues(
      y,
      row,
      withGain.slice(0, n).map((v, i) => v + feeds.beta[i]!),
    );
    await checkGradients(y, row);
  });

  test("a constant row becomes zero", async () => {
    const [y] = await run([ops.layerNorm(ops.input("x", [1, 5]))], { x: Array(5).fill(3) });
    expect([...y!]).toEqual([0, 0, 0, 0, 0]);
  });
});

describe("rmsNorm", () => {
  const unit = byRows((row) => {
    const size = Math.sqrt(meanOf(row.map((v) => v ** 2)) + 1e-6);
    return row.map((v) => v / size);
  });

  test.each([
    {
      name: "with gain",
      y: ops.rmsNorm(x, gamma),
      want: unit.map((v, i) => v * feeds.gamma[i % n]!),
    },
    { name: "without", y: ops.rmsNorm(x), want: unit },
  ])("$name", async ({ y, want }) => {
    await checkValues(y, feeds, want);
    await checkGradients(y, feeds);
  });

  test("a vector is one row", async () => {
    const row = { ...feeds, x: feeds.x.subarray(0, n) };
    const y = ops.rmsNorm(vector, gamma);
    await checkValues(
      y,
      row,
      unit.slice(0, n).map((v, i) => v * feeds.gamma[i]!),
    );
    await checkGradients(y, row);
  });
});
