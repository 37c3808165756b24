import { describe, expect, test } from "vitest";
import { ops } from "../../graph/index.ts";
import { type Size, variants } from "../../variants/index.ts";
import { evaluate } from "../support/evaluate.ts";
import { headNumbers, mixFlops, mixHeads } from "../support/mixed-heads.ts";
import { dense, type Parameters } from "../support/naive-layer.ts";
import { expectClose, normals } from "../support/numbers.ts";
import { ledgerFeeds } from "../support/slots.ts";
import { openHeads, openStack, size } from "../support/variant-stack.ts";
import { exponential, type HeadNumbers, weightedMean } from "../support/weighted-mean.ts";

const { longformer, softmax } = variants;
const long = { ...size, n: 42 };

/** Rows of the first `g` tokens from `first`, the others from `rest`; both `[b, h, n, d]`. */
const joined = ({ n, d }: Size, g: number, first: Float64Array, rest: Float64Array) =>
  rest.map((value, at) => (Math.floor(at / d) % n < g ? first[at]! : value));

/** Projections of `x [b, n, e]` for global tokens, one token after the other. */
function globalHeads({ b, h, n, e, d }: Size, parameters: Parameters, x: Float64Array) {
  const [q, k, v] = [0, 1, 2].map(() => new Float64Array(b * h * n * d));
  for (let token = 0; token < b * n; token++) {
    const line = x.subarray(token * e, (token + 1) * e);
    const queries = dense(parameters, "layers.0.globalQueries", line);
    const keys = dense(parameters, "layers.0.globalKeys", line);
    for (let head = 0; head < h; head++) {
      const at = ((Math.floor(token / n) * h + head) * n + (token % n)) * d;
      q!.set(queries.subarray(head * d, (head + 1) * d), at);
      k!.set(keys.subarray(head * d, (head + 1) * d), at);
      v!.set(keys.subarray((h + head) * d, (h + head + 1) * d), at);
    }
  }
  return { q: q!, k: k!, v: v! };
}

/** The definition, token by token: windows with global tokens, then the rows of the global tokens. */
function naive(
  at: Size,
  { window = 512, dilation = 1, global_tokens = 1 },
  numbers: HeadNumbers,
  parameters: Parameters,
  x: Float64Array,
): Float64Array {
  const sees = (i: number, j: number) =>
    j < global_tokens || (Math.abs(i - j) <= (dilation * window) / 2 && (i - j) % dilation === 0);
  const local = weightedMean(at, numbers, { similarity: exponential, sees });
  if (global_tokens === 0) return local;
  const heads = globalHeads(at, parameters, x);
  const everything = weightedMean(at, { ...numbers, ...heads }, { similarity: exponential });
  return joined(at, global_tokens, everything, local);
}

describe.each([
  { at: long, lengths: [41, 17], options: { window: 6, global_tokens: 0 } },
  { at: long, lengths: [41, 17], options: { window: 6 } },
  { at: long, lengths: [42, 1], options: { window: 2, global_tokens: 5 } },
  { at: long, lengths: [37, 20], options: { window: 14, dilation: 3, global_tokens: 4 } },
  { at: long, lengths: [42, 19], options: { window: 2, dilation: 7, global_tokens: 0 } },
  { at: { ...size, b: 1, h: 1, n: 640 }, lengths: [601], options: { window: 300 } },
])("$options over $at.n tokens", ({ at, lengths, options }) => {
  test("is softmax attention under the dense n × n mask of its windows and global tokens", () => {
    const numbers = headNumbers(at, lengths);
    const { y, mask, ledger } = openHeads(longformer, options, at);
    const x = normals(4, at.b * at.n * at.e);
    const parameters = ledgerFeeds(ledger);
    const real = ops.mul(y, ops.reshape(mask, [at.b, 1, at.n, 1]));
    const [got] = evaluate([real], { ...numbers, ...parameters, x });
    expectClose(got!, naive(at, options, numbers, parameters, x), 1e-7); // float32 1 / √d
  });
});

test.each([
  { at: long, lengths: [41, 17], window: 84 },
  { at: { ...size, b: 1, h: 1, n: 128 }, lengths: [101], window: 512 },
])("with a window of $window over $at.n tokens it is softmax attention", (limit) => {
  const { at, lengths, window } = limit;
  const numbers = headNumbers(at, lengths);
  const want = mixHeads(softmax, {}, at, numbers);
  expectClose(mixHeads(longformer, { window, global_tokens: 0 }, at, numbers), want, 1e-12);
});

test("wants a multiple of its blocks, which are half a window and at most 128 tokens, and of its dilation", () => {
  const multiple = (given: object) => longformer.multipleOf?.(longformer.options.parse(given));
  expect(multiple({})).toBe(128);
  expect(multiple({ window: 6 })).toBe(3);
  expect(multiple({ window: 6, dilation: 5 })).toBe(15);
});

test.each([{ window: 0 }, { window: 3 }, { window: 2.5 }, { dilation: 0 }, { global_tokens: -1 }])(
  "refuses %o",
  (options) => {
    const { error } = longformer.options.safeParse(options);
    expect(error?.issues.map(({ path }) => path)).toEqual([Object.keys(options)]);
  },
);

test("refuses to make every token global", () => {
  const refusal = (global_tokens: number) =>
    longformer.refuses?.(longformer.options.parse({ global_tokens }), size);
  expect(refusal(13)).toBeNull();
  expect(refusal(14)).toBe("global_tokens: must be less than n, 14: got 14. Use 13.");
});

test("global tokens have projections of their own; without them the parameters are those of softmax attention", () => {
  const parametersOf = (global_tokens: number) =>
    openStack(longformer, { window: 4, global_tokens }).ledger.parameters;
  const plain = openStack(softmax, {}).ledger.parameters;
  expect(parametersOf(0)).toEqual(plain);
  const { e, h, d } = size;
  const names = plain.map(({ name }) => name);
  const own = parametersOf(1).filter(({ name }) => !names.includes(name));
  expect(Object.fromEntries(own.map(({ name, shape }) => [name, shape]))).toEqual({
    "layers.0.mix.globalQueries.weight": [e, h * d],
    "layers.0.mix.globalQueries.bias": [h * d],
    "layers.0.mix.globalKeys.weight": [e, 2 * h * d],
    "layers.0.mix.globalKeys.bias": [2 * h * d],
  });
});

test("costs what softmax attention over its window's blocks does, for every token, and the global tokens' rows", () => {
  const [b, h, e, d] = [2, 3, 64, 32];
  const perScore = 2 * d + 5 + 2 * d;
  for (const { n, global_tokens: g, near } of [
    { n: 2048, global_tokens: 0, near: 5 * 128 },
    { n: 2048, global_tokens: 1, near: 5 * 128 },
    { n: 128, global_tokens: 0, near: 128 },
  ]) {
    const windows = b * h * n * (near + g) * (perScore + 1); // one more for the window's mask
    const globals = g * b * h * n * perScore + (g && 2 * b * n * e * 2 * h * d);
    const flops = mixFlops(longformer, { global_tokens: g }, { ...size, b, h, n, e, d });
    expect(flops / (windows + globals)).toBeGreaterThanOrEqual(1);
    expect(flops / (windows + globals)).toBeLessThan(1.08); // scaling, and how the masks get in
  }
});
