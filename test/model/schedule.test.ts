import { describe, expect, test } from "vitest";
import { learningRate, type Optimiser, protocols } from "../../model/index.ts";
import type { Protocol } from "../../model/protocol.ts";

/** The rate of the step after `done` steps, by a protocol's recipe. */
function rateOf(protocol: Protocol, task: string): (done: number) => number {
  const { optimiser, steps } = protocol.tasks[task]!;
  return (done) => learningRate(optimiser, done, steps);
}

describe("rsqrt rises to base / √warmup, then falls as 1 / √t", () => {
  const listops = rateOf(protocols.release, "listops");
  const text = rateOf(protocols.release, "text");
  const retrieval = rateOf(protocols.release, "retrieval");

  test.each([
    ["ListOps", listops, 0, 0],
    ["ListOps", listops, 500, 0.05 / 2 / Math.sqrt(1000)],
    ["ListOps at the peak", listops, 1000, 1.5811e-3],
    ["ListOps", listops, 4000, 7.9057e-4],
    ["ListOps at its end", listops, 5000, 7.0711e-4],
    ["Text at the peak", text, 8000, 5.5902e-4],
    ["Text at its end", text, 20_000, 3.5355e-4],
    ["Retrieval, still rising at its end", retrieval, 5000, 3.4939e-4],
  ])("%s", (_, rate, done, want) => {
    expect(rate(done)).toBeCloseTo(want, 7);
  });
});

describe("cosine rises to base, then falls along half a turn as long as the training", () => {
  const optimiser = { learningRate: 8e-4, schedule: { kind: "cosine", warmup: 100 } } as Optimiser;

  test.each([
    [0, 0],
    [25, 2e-4],
    [100, 8e-4],
    [350, 8e-4 * 0.5 * (1 + Math.SQRT1_2)],
    [600, 4e-4],
    [1000, 8e-4 * 0.5 * (1 + Math.cos(0.9 * Math.PI))],
  ])("after %d of 1000 steps", (done, want) => {
    expect(learningRate(optimiser, done, 1000)).toBeCloseTo(want, 12);
  });
});

/** Worked out by hand from PyTorch's OneCycleLR: linear, pct_start 1/5, div_factor 25, final_div_factor 10⁴. */
describe("one-cycle rises from base / 25 to base, then falls to base / 250,000", () => {
  const rate = rateOf(protocols.nystromformer, "listops"); // base 1e-4, warm-up 1000 of 5000

  test.each([
    [0, 4e-6],
    [333, 4e-6 + 96e-6 / 3],
    [999, 1e-4],
    [1000, 1e-4 - (1e-4 - 4e-10) / 4000],
    [2999, 5.00002e-5],
    [4999, 4e-10],
  ])("after %d of 5000 steps", (done, want) => {
    expect(rate(done)).toBeCloseTo(want, 15);
  });
});

describe("a warm-up of one step", () => {
  test.each(["rsqrt", "cosine", "oneCycle"] as const)("%s is at its base at once", (kind) => {
    const optimiser = { learningRate: 0.5, schedule: { kind, warmup: 1 } } as Optimiser;
    expect(learningRate(optimiser, kind === "oneCycle" ? 0 : 1, 10)).toBe(0.5);
  });
});
