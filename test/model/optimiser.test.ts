import { describe, expect, test } from "vitest";
import { ops, type Tensor } from "../../graph/index.ts";
import type { Optimiser } from "../../model/index.ts";
import { adamW, clipByNorm } from "../../model/optimiser.ts";
import { evaluate } from "../support/evaluate.ts";
import { expectClose, normals } from "../support/numbers.ts";

const count = 11;
const optimiser: Optimiser = {
  learningRate: 1, // the schedule's business: what is fed counts
  schedule: { kind: "cosine", warmup: 1 },
  beta1: 0.9,
  beta2: 0.98,
  epsilon: 1e-9,
  weightDecay: 0.1,
  clipNorm: null,
};

interface Moments {
  w: number[];
  m: number[];
  v: number[];
}

/** Loshchilov & Hutter 2019, algorithm 2, lines 6 to 12, with the gradient scaled down first where `clipNorm` says so. */
function plainStep(
  { w, m, v }: Moments,
  gradient: number[],
  rate: number,
  t: number,
  o: Optimiser,
) {
  const norm = Math.hypot(...gradient);
  const factor = o.clipNorm !== null && norm > o.clipNorm ? o.clipNorm / norm : 1;
  const g = gradient.map((value) => value * factor);
  const m2 = m.map((value, i) => o.beta1 * value + (1 - o.beta1) * g[i]!);
  const v2 = v.map((value, i) => o.beta2 * value + (1 - o.beta2) * g[i]! ** 2);
  const w2 = w.map((value, i) => {
    const mHat = m2[i]! / (1 - o.beta1 ** t);
    const vHat = v2[i]! / (1 - o.beta2 ** t);
    return value - rate * (mHat / (Math.sqrt(vHat) + o.epsilon) + o.weightDecay * value);
  });
  return { w: w2, m: m2, v: v2 };
}

/** The same step as a graph. */
function graphStep(
  { w, m, v }: Moments,
  gradient: number[],
  rate: number,
  t: number,
  o: Optimiser,
) {
  const vector = (name: string) => ops.input(name, [count]);
  const scalar = (name: string) => ops.input(name, []);
  const state = { parameters: vector("w"), firstMoment: vector("m"), secondMoment: vector("v") };
  const scalars = {
    learningRate: scalar("rate"),
    correction1: scalar("c1"),
    correction2: scalar("c2"),
  };
  const g = vector("g");
  const next = adamW(state, o.clipNorm === null ? g : clipByNorm(g, o.clipNorm), scalars, o);
  const [w2, m2, v2] = evaluate([next.parameters, next.firstMoment, next.secondMoment], {
    ...{ w, m, v, g: gradient, rate: [rate] },
    c1: [1 / (1 - o.beta1 ** t)],
    c2: [1 / (1 - o.beta2 ** t)],
  }).map((numbers) => [...numbers]);
  return { w: w2!, m: m2!, v: v2! };
}

describe("AdamW takes the steps of the paper's algorithm", () => {
  test.each([
    { weightDecay: 0, clipNorm: null },
    { weightDecay: 0.1, clipNorm: null },
    { weightDecay: 0, clipNorm: 1 },
    { weightDecay: 0.1, clipNorm: 1 },
    { weightDecay: 0.1, clipNorm: 1e3 },
    { beta2: 0.999, epsilon: 1e-2 },
  ])("%o", (changes) => {
    const o = { ...optimiser, ...changes };
    const start = { w: [...normals(1, count)], m: Array(count).fill(0), v: Array(count).fill(0) };
    let [got, want]: [Moments, Moments] = [start, start];
    for (let t = 1; t <= 5; t++) {
      const [gradient, rate] = [[...normals(t + 1, count)], 0.01 * t];
      got = graphStep(got, gradient, rate, t, o);
      want = plainStep(want, gradient, rate, t, o);
    }
    expectClose(got.w, want.w, 1e-7, "weights"); // β and λ are float32 in the graph
    expectClose(got.m, want.m, 1e-7, "first moments");
    expectClose(got.v, want.v, 1e-7, "second moments");
  });
});

describe("clipByNorm", () => {
  const g = ops.input("g", [2]);
  const clipped = (numbers: number[], limit: number, of: Tensor = g) => [
    ...evaluate([clipByNorm(of, limit)], { g: numbers })[0]!,
  ];

  test("scales what is longer down to the limit", () => {
    expectClose(clipped([3, -4], 1), [0.6, -0.8], 1e-12);
  });

  test("leaves what is shorter, or as long", () => {
    expect(clipped([3, -4], 5)).toEqual([3, -4]);
    expect(clipped([3, -4], 100)).toEqual([3, -4]);
  });

  test("leaves zeros zeros", () => {
    expect(clipped([0, 0], 1)).toEqual([0, 0]);
  });
});
