import { describe, expect, test } from "vitest";
import { protocols, refusal, sizeOfModel } from "../../model/index.ts";
import { variants } from "../../variants/index.ts";
import { headNumbers, mixFlops, mixHeads } from "../support/mixed-heads.ts";
import { linesOf } from "../support/naive-tokens.ts";
import { expectClose, normals } from "../support/numbers.ts";
import { nystrom } from "../support/nystrom.ts";
import { openStack, size } from "../support/variant-stack.ts";

const { nystromformer, softmax } = variants;
const long = { ...size, n: 21 };

/** Rests of a segment, and segments of padding. */
const numbers = headNumbers(long, [20, 10]);

/** Those that divide the 21 tokens, those that do not, and more than there are tokens. */
describe.each([1, 3, 7, 2, 4, 5, 8, 11, 20, 22, 64])("%d landmarks", (m) => {
  test.each([1, 2, 6])("after %d iterations: algorithm 1, written in loops", (iterations) => {
    const options = { num_landmarks: m, n_iter: iterations, conv_kernel_size: 0 };
    const want = nystrom(long, numbers, { landmarks: m, iterations });
    expectClose(mixHeads(nystromformer, options, long, numbers), want, 1e-6); // float32 1 / √d
  });
});

test.each([1, 3, 35])("adds the real values around a token, under a kernel of %d taps", (taps) => {
  const flat = normals(4, size.h * taps);
  const options = { num_landmarks: 7, conv_kernel_size: taps };
  const got = mixHeads(nystromformer, options, long, { ...numbers, ...{ "layers.0.conv": flat } });
  const kernels = linesOf(flat, taps);
  const want = nystrom(long, numbers, { landmarks: 7, iterations: 6, kernels });
  expectClose(got, want, 1e-6);
});

test.each([21, 64])("with a landmark for every token it tends to softmax attention: %d", (m) => {
  const want = mixHeads(softmax, {}, long, numbers);
  const after = (n_iter: number) =>
    mixHeads(nystromformer, { num_landmarks: m, conv_kernel_size: 0, n_iter }, long, numbers);
  const farthest = (y: Float64Array) =>
    Math.max(...y.map((value, i) => Math.abs(value - want[i]!)));
  expect(farthest(after(6))).toBeGreaterThan(1e-3); // the paper's six are not the inverse
  expectClose(after(20), want, 1e-11);
});

/**
 * Two tokens with q = (a, −a), k = v = (1, −1) and d = 1: softmax attention gives (λ, −λ), λ = tanh a, and A has the
 * eigenvalues 1 and λ. What is lacking to it, in parts of it, is the residual R of that eigenvalue.
 */
test("an iteration takes the residual R to ¾ R³ + ¼ R⁴, beginning with 1 − λ²", () => {
  const a = 0.5;
  const lambda = Math.tanh(a);
  const pair = { ...size, b: 1, h: 1, n: 2, d: 1 };
  const [q, k, v, mask] = [
    [a, -a],
    [1, -1],
    [1, -1],
    [1, 1],
  ].map((x) => Float64Array.from(x));
  const two = { q: q!, k: k!, v: v!, mask: mask! };
  let R = 1 - lambda ** 2;
  for (const n_iter of [1, 2, 3, 4]) {
    R = 0.75 * R ** 3 + 0.25 * R ** 4;
    const options = { num_landmarks: 2, conv_kernel_size: 0, n_iter };
    const y = mixHeads(nystromformer, options, pair, two);
    expectClose(y, [lambda * (1 - R), -lambda * (1 - R)], 1e-14);
  }
});

test("segments of padding are no landmarks: without them the numbers are the same", () => {
  const short = { ...size, b: 1, n: 12 };
  const ragged = headNumbers(short, [7]);
  const padded = { ...short, n: 24 };
  const { b, h, n, d } = short;
  const wider = (x: Float64Array) =>
    Float64Array.from({ length: 2 * b * h * n * d }, (_, at) => {
      const [head, place] = [Math.floor(at / (2 * n * d)), at % (2 * n * d)];
      return place < n * d ? x[head * n * d + place]! : 5;
    });
  const mask = Float64Array.from({ length: 24 }, (_, i) => Number(i < 7));
  const twice = { q: wider(ragged.q), k: wider(ragged.k), v: wider(ragged.v), mask };
  const options = (m: number) => ({ num_landmarks: m, conv_kernel_size: 0 });
  const want = mixHeads(nystromformer, options(4), short, ragged);
  const got = mixHeads(nystromformer, options(8), padded, twice);
  const kept = linesOf(got, 2 * n * d).flatMap((line) => [...line.subarray(0, n * d)]);
  expectClose(kept, want, 1e-12);
});

test("has a kernel a head besides the parameters of softmax attention", () => {
  const { parameters } = openStack(nystromformer, { num_landmarks: 7 }).ledger;
  const conv = parameters.filter(({ name }) => name === "layers.0.mix.conv");
  expect(conv.map(({ shape }) => shape)).toEqual([[size.h, 35]]);
  expect(parameters.filter((slot) => !conv.includes(slot))).toEqual(
    openStack(softmax, {}).ledger.parameters,
  );
  const bare = openStack(nystromformer, { num_landmarks: 7, conv_kernel_size: 0 }).ledger;
  expect(bare.parameters).toEqual(openStack(softmax, {}).ledger.parameters);
});

test("costs three softmaxes over landmarks, the iterations and the convolution's windows", () => {
  const [b, h, n, d, m] = [2, 3, 2048, 32, 64];
  const wide = { ...size, b, h, n, d };
  const means = 2 * 2 * n * d;
  const outer = 2 * n * m * (2 * d + 5 + 2 * d); // F and B
  const inner = m * m * (2 * d + 5);
  const inverse = 5 * 4 * 2 * m ** 3 + 2 * m ** 3 + 4 * 2 * m * m * d; // the last is of values
  const attention = b * h * (means + outer + inner + inverse);
  const flops = mixFlops(nystromformer, { conv_kernel_size: 0 }, wide);
  expect(flops / attention).toBeGreaterThanOrEqual(1);
  expect(flops / attention).toBeLessThan(1.05); // scaling, masks, sums of small matrices
  const windows = b * h * n * d * (2 * (32 + 34) + 1 + 1); // and the mask, and the sum
  expect(mixFlops(nystromformer, {}, wide) - flops).toBe(windows);
});

test("has the defaults of the authors' code", () => {
  const options = nystromformer.options.parse({});
  expect(options).toEqual({ num_landmarks: 64, conv_kernel_size: 35, n_iter: 6 });
});

test.each([
  { num_landmarks: 0 },
  { num_landmarks: 6.5 },
  { n_iter: 0 },
  { n_iter: -6 },
  { conv_kernel_size: -1 },
  { conv_kernel_size: 34 },
])("refuses %o", (options) => {
  const { error } = nystromformer.options.safeParse(options);
  expect(error?.issues.map(({ path }) => path)).toEqual([Object.keys(options)]);
});

test("takes every length from 1 to 1100, and pads none", () => {
  const { architecture } = protocols.nystromformer.tasks.listops!;
  const options = nystromformer.options.parse({});
  for (let length = 1; length <= 1100; length++) {
    const shape = { batch: 1, length, vocabulary: 8, classes: 2, towers: 1 as const };
    const spec = { data: shape, architecture, variant: nystromformer, options };
    expect(refusal(spec), `${length} tokens`).toBeNull();
    expect(sizeOfModel(spec).n).toBe(length);
  }
});

test.each([1, 33, 63, 65, 100, 127, 129])("by default, %d tokens: algorithm 1, in loops", (n) => {
  const one = { ...size, b: 1, h: 1, n };
  const given = headNumbers(one, [Math.ceil((2 * n) / 3)]);
  const want = nystrom(one, given, { landmarks: 64, iterations: 6 });
  expectClose(mixHeads(nystromformer, { conv_kernel_size: 0 }, one, given), want, 1e-6);
});

test("says which kernel would do", () => {
  const { error } = nystromformer.options.safeParse({ conv_kernel_size: 34 });
  expect(error?.issues[0]?.message).toBe("must be odd, or 0 for no convolution: got 34. Use 35.");
});
