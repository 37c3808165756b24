import { describe, expect, test } from "vitest";
import { gradients, ops } from "../../graph/index.ts";
import { initialValues } from "../../model/initialise.ts";
import { stream } from "../../tasks/index.ts";
import { variants } from "../../variants/index.ts";
import { evaluate } from "../support/evaluate.ts";
import { headNumbers, mixFlops, mixHeads } from "../support/mixed-heads.ts";
import {
  type Features,
  naivePerformer,
  performerByLogarithms,
  stabilisers,
} from "../support/naive-performer.ts";
import { expectClose, integers, normals } from "../support/numbers.ts";
import { run } from "../support/run.ts";
import { openHeads, openStack, size } from "../support/variant-stack.ts";
import { dot, type HeadNumbers } from "../support/weighted-mean.ts";

const { performer, softmax } = variants;
const odd = { ...size, n: 7 };
const numbers = headNumbers(odd, [7, 4]);
const { d } = odd;

/** Where the drawn features are fed. */
const state = "layers.0.features";

/** ω `[m, d]`, as training draws it. */
const orthogonal = (seed: number, m: number): Float64Array =>
  Float64Array.from(
    initialValues([{ name: state, shape: [m, d], init: { kind: "orthogonal" } }], (slot) =>
      stream(seed, slot),
    ),
  );

/** Mixed heads by the graph; zeros at padded tokens. */
function mixed(options: object, omega: Float64Array, from: HeadNumbers = numbers): Float64Array {
  const { y, mask } = openHeads(performer, { nb_features: omega.length / d, ...options }, odd);
  const real = ops.reshape(mask, [odd.b, 1, odd.n, 1]);
  return evaluate([ops.mul(y, real)], { ...from, [state]: omega })[0]!;
}

const everyKernel: readonly Omit<Features, "omega">[] = [
  { kernel: "softmax", epsilon: 1e-4 },
  { kernel: "softmax", epsilon: 0 },
  { kernel: "softmax", epsilon: 0.3 },
  { kernel: "relu", epsilon: 1e-3 },
];

describe.each(everyKernel)("$kernel features and ε = $epsilon", ({ kernel, epsilon }) => {
  const omega = orthogonal(1, 13);

  test("are those of the definition, weight by weight", () => {
    const want = naivePerformer(odd, numbers, { omega, kernel, epsilon });
    expectClose(mixed({ kernel, epsilon }, omega), want, 1e-6); // d^{-1/4} is float32 in the graph
  });

  test("have the gradient of the definition with its stabilisers held", () => {
    const { q, k, v, y } = openHeads(performer, { kernel, epsilon, nb_features: 13 }, odd);
    const real = naivePerformer(
      odd,
      { ...numbers, v: numbers.v.map(() => 1) },
      {
        omega,
        kernel,
        epsilon,
      },
    ); // ones at real tokens
    const seed = normals(5, real.length).map((value, i) => value * real[i]!);
    const root = ops.mul(y, ops.constant(Float32Array.from(seed), y.shape));
    const dxs = gradients(ops.reduceSum(root, undefined, false), [q, k, v]);
    const got = evaluate(dxs, { ...numbers, [state]: omega });
    const fixed = stabilisers(odd, numbers, omega);
    const along = (name: "q" | "k" | "v", at: number, step: number) => {
      const moved = numbers[name].with(at, numbers[name][at]! + step);
      const result = { ...numbers, [name]: moved };
      return dot(naivePerformer(odd, result, { omega, kernel, epsilon }, fixed), seed);
    };
    const probes = integers(7, 40, numbers.q.length);
    for (const [i, name] of (["q", "k", "v"] as const).entries()) {
      const want = probes.map((at) => (along(name, at, 1e-5) - along(name, at, -1e-5)) / 2e-5);
      const claimed = probes.map((at) => got[i]![at]!);
      expectClose(claimed, want, 1e-6, `d${name}`);
    }
  });
});

test("adds the authors' ε unless told: 1e-4 for softmax, 1e-3 for ReLU", () => {
  const omega = orthogonal(1, 13);
  for (const [kernel, epsilon] of [
    ["softmax", 1e-4],
    ["relu", 1e-3],
  ] as const) {
    expect(mixed({ kernel }, omega)).toEqual(mixed({ kernel, epsilon }, omega));
  }
});

/** Queries and keys of half the length: the variance of an estimate grows with the exponential of the squared length. */
const short = { ...numbers, q: numbers.q.map((x) => x / 2), k: numbers.k.map((x) => x / 2) };

/** Root mean square of the distance from softmax attention, over draws of ω `[m, d]`. */
function typicalError(m: number, draws: number, draw: (seed: number) => Float64Array): number {
  const want = mixHeads(softmax, {}, odd, short);
  const { y, mask } = openHeads(performer, { nb_features: m, epsilon: 0 }, odd);
  const real = ops.mul(y, ops.reshape(mask, [odd.b, 1, odd.n, 1]));
  const squares = Array.from({ length: draws }, (_, seed) => {
    const [got] = evaluate([real], { ...short, [state]: draw(seed) });
    return got!.reduce((sum, value, i) => sum + (value - want[i]!) ** 2, 0) / got!.length;
  });
  return Math.sqrt(squares.reduce((sum, square) => sum + square) / draws);
}

test("comes near softmax attention as m^(-1/2)", () => {
  const [few, many] = [256, 4096].map((m) => typicalError(m, 16, (seed) => orthogonal(seed, m)));
  const rate = Math.log(many! / few!) / Math.log(16);
  expect(rate).toBeGreaterThan(-0.6);
  expect(rate).toBeLessThan(-0.4);
  expect(many).toBeLessThan(0.01);
});

test("orthogonal features have less variance than independent ones", () => {
  const m = 4 * d;
  const independent = typicalError(m, 200, (seed) => normals(seed + 1, m * d));
  const ratio = typicalError(m, 200, (seed) => orthogonal(seed, m)) / independent;
  expect(ratio ** 2).toBeLessThan(0.9);
});

/** Queries and keys so many times as long as normal ones. */
const longer = (times: number, from: HeadNumbers = numbers): HeadNumbers => ({
  ...from,
  q: from.q.map((x) => times * x),
  k: from.k.map((x) => times * x),
});

describe.each([0, 1e-4, 0.3])("with ε = %d long vectors neither overflow nor vanish", (epsilon) => {
  const omega = orthogonal(1, 13);
  const { q, k, v, mask, y } = openHeads(performer, { nb_features: 13, epsilon }, odd);
  const real = ops.mul(y, ops.reshape(mask, [odd.b, 1, odd.n, 1]));
  const seed = normals(
    5,
    real.shape.reduce((size, n) => size * n),
  );
  const root = ops.mul(real, ops.constant(Float32Array.from(seed), y.shape));
  const dxs = gradients(ops.reduceSum(root, undefined, false), [q, k, v]);

  // Exponents are rounded to float32: those of vectors 99 times as long are about 1e4.
  test.each([
    { times: 1, tolerance: 1e-6 },
    { times: 4, tolerance: 1e-5 },
    { times: 9, tolerance: 1e-4 },
    { times: 99, tolerance: 1e-2 },
  ])("$times times as long as normal ones", async ({ times, tolerance }) => {
    const long = longer(times);
    const [got, ...slopes] = await run([real, ...dxs], { ...long, [state]: omega });
    const reference =
      epsilon === 0
        ? (from: HeadNumbers) => performerByLogarithms(odd, from, omega)
        : (from: HeadNumbers) =>
            naivePerformer(
              odd,
              from,
              { omega, kernel: "softmax", epsilon },
              stabilisers(odd, long, omega),
            );
    expectClose(got!, reference(long), tolerance);
    const probes = integers(7, 20, long.q.length);
    for (const [i, name] of (["q", "k", "v"] as const).entries()) {
      const along = (at: number, step: number) =>
        dot(reference({ ...long, [name]: long[name].with(at, long[name][at]! + step) }), seed);
      const want = probes.map((at) => (along(at, 1e-5) - along(at, -1e-5)) / 2e-5);
      const claimed = probes.map((at) => slopes[i]![at]!);
      expectClose(claimed, want, 10 * tolerance, `d${name}`);
    }
  });
});

test("without ε it is right for wide heads and the default number of features", async () => {
  const [wide, m] = [{ ...size, n: 7, d: 16 }, 256];
  const omega = normals(8, m * wide.d);
  const { y, mask } = openHeads(performer, { epsilon: 0 }, wide);
  const real = ops.mul(y, ops.reshape(mask, [wide.b, 1, wide.n, 1]));
  for (const times of [3, 4, 5]) {
    const long = longer(times, headNumbers(wide, [7, 4]));
    const [got] = await run([real], { ...long, [state]: omega });
    expectClose(got!, performerByLogarithms(wide, long, omega), 1e-4);
  }
});

test("with the authors' ε, the longer the vectors the less the queries matter; without, they do", () => {
  const wide = { ...size, n: 14, d: 16 };
  const omega = normals(8, 256 * wide.d);
  const { y } = openHeads(performer, {}, wide);
  const exact = openHeads(performer, { epsilon: 0 }, wide).y;
  const change = (from: typeof y, times: number) => {
    const long = longer(times, headNumbers(wide, [14, 14]));
    const others = { ...long, q: normals(9, long.q.length).map((x) => times * x) };
    const [before, after] = [long, others].map(
      (feeds) => evaluate([from], { ...feeds, [state]: omega })[0]!,
    );
    return Math.sqrt(
      before!.reduce((sum, value, i) => sum + (value - after![i]!) ** 2, 0) / dot(before!, before!),
    );
  };
  expect(change(y, 1)).toBeGreaterThan(0.1);
  expect(change(y, 3)).toBeLessThan(1e-6);
  for (const times of [1, 3]) expect(change(exact, times)).toBeGreaterThan(0.1);
});

test("padded keys have no say in the stabiliser, even if all products of real ones are negative", () => {
  const omega = Float64Array.of(-9, 0, 0, 0, 0);
  const options = { kernel: "softmax", epsilon: 0.3 } as const;
  const positive = { ...numbers, k: numbers.k.map(Math.abs) };
  const want = naivePerformer(odd, positive, { ...options, omega });
  expectClose(mixed(options, omega, positive), want, 1e-6);
});

test("has the parameters of softmax attention, and one ω a layer that is drawn anew every 1000 steps", () => {
  const { parameters, states } = openStack(performer, {}).ledger;
  expect(parameters).toEqual(openStack(softmax, {}).ledger.parameters);
  const omega = { name: "layers.0.mix.features", shape: [256, d], init: { kind: "orthogonal" } };
  expect(states).toEqual([{ ...omega, redrawEvery: 1000 }]);
  expect(openStack(performer, { redraw_interval: 0 }).ledger.states).toEqual([omega]);
});

test("costs four products with an m × d matrix a token, and six passes over features", () => {
  const [b, h, n, d, m] = [2, 3, 512, 32, 64];
  const wide = { ...size, b, h, n, d };
  const flops = mixFlops(performer, { nb_features: m }, wide);
  const products = 2 * 2 * d * m + 2 * 2 * (d + 1) * m; // ω x̃ of both; the sums, and reading them
  const passes = 2 * 3 * m; // maximum, shift, exponential, of both
  const formula = b * h * n * (products + passes);
  expect(flops / formula).toBeGreaterThanOrEqual(1);
  expect(flops / formula).toBeLessThan(1.05); // scaling, norms, the ratio
  expect(mixFlops(performer, { nb_features: m }, { ...wide, n: 2 * n }) / flops).toBeCloseTo(2, 1);
});

test.each([
  { nb_features: 0 },
  { nb_features: 2.5 },
  { kernel: "cosine" },
  { epsilon: -1 },
  { epsilon: 1e-11 },
  { redraw_interval: -1 },
])("refuses %o", (options) => {
  const { error } = performer.options.safeParse(options);
  expect(error?.issues.map(({ path }) => path)).toEqual([Object.keys(options)]);
});
