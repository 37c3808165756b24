import { describe, expect, test } from "vitest";
import { gradients, ops, sizeOf } from "../../graph/index.ts";
import { type Size, variants } from "../../variants/index.ts";
import { evaluate } from "../support/evaluate.ts";
import { headNumbers, mixFlops, mixHeads } from "../support/mixed-heads.ts";
import {
  blockScores,
  naiveSinkhorn,
  type Sorting,
  type SortingNumbers,
} from "../support/naive-sinkhorn.ts";
import { expectClose, normals, uniforms } from "../support/numbers.ts";
import { run } from "../support/run.ts";
import { ledgerFeeds } from "../support/slots.ts";
import { openHeads, openStack, raggedMask, size } from "../support/variant-stack.ts";

const { sinkhorn, softmax } = variants;
const long = { ...size, n: 42 };
const defaults = { sinkhorn_iterations: 8, temperature: 0.5 };

/** Tokens are small unless told, so that R is no permutation yet. */
function numbersAt(
  at: Size,
  options: object,
  lengths: readonly number[],
  scale = 0.3,
): SortingNumbers {
  const x = normals(4, at.b * at.n * at.e).map((value) => scale * value);
  const parameters = ledgerFeeds(openHeads(sinkhorn, options, at).ledger);
  return { ...headNumbers(at, lengths), x, parameters };
}

/** `[b, h, n, d]` at real tokens, zeros at padded ones. */
function mixed(at: Size, options: object, { parameters, ...numbers }: SortingNumbers) {
  const { y, mask } = openHeads(sinkhorn, options, at);
  const real = ops.mul(y, ops.reshape(mask, [at.b, 1, at.n, 1]));
  return evaluate([real], { ...numbers, ...parameters })[0]!;
}

describe.each([
  { block_size: 6, ...defaults },
  { block_size: 14, ...defaults },
  { block_size: 1, ...defaults },
  { block_size: 6, sinkhorn_iterations: 1, temperature: 0.25 },
  { block_size: 6, sinkhorn_iterations: 20, temperature: 2 },
  { block_size: 6, ...defaults, sortcut: 1 },
  { block_size: 3, ...defaults, sortcut: 5 },
])("%o", (options) => {
  test.each([{ lengths: [42, 42] }, { lengths: [41, 17] }, { lengths: [37, 1] }])(
    "is the definition, for documents of $lengths",
    ({ lengths }) => {
      const numbers = numbersAt(long, options, lengths);
      const want = naiveSinkhorn(long, options, numbers);
      expectClose(mixed(long, options, numbers), want, 1e-6); // float32 1 / √d
    },
  );
});

test("with one block, or tokens in one only, it is softmax attention", () => {
  for (const { block_size, lengths } of [
    { block_size: 42, lengths: [41, 17] },
    { block_size: 14, lengths: [14, 9] },
  ]) {
    for (const sortcut of [0, 1]) {
      const options = { block_size, sortcut };
      const numbers = numbersAt(long, options, lengths);
      const want = mixHeads(softmax, {}, long, numbers);
      expectClose(mixed(long, options, numbers), want, 1e-12);
    }
  }
});

/** Four blocks, and as many features as it takes to see which of them a token is made of. */
const four: Size = { ...size, b: 1, h: 2, n: 20, d: 4 };

/** R of every head, read from what comes out: queries of zero see half of R and half of their own block. */
function matrices(options: Sorting, scale?: number): readonly number[][][] {
  const blocks = [0, 1, 2, 3];
  const zeros = new Float64Array(four.h * four.n * four.d);
  const v = zeros.map((_, at) => Number(Math.floor((Math.floor(at / 4) % 20) / 5) === at % 4));
  const numbers = { ...numbersAt(four, options, [20], scale), q: zeros, v };
  const y = mixed(four, options, numbers);
  return [0, 1].map((head) =>
    blocks.map((a) => blocks.map((c) => 2 * y[(head * 20 + 5 * a) * 4 + c]! - Number(a === c))),
  );
}

const sumsOf = (R: readonly number[][]) => ({
  rows: R.map((row) => row.reduce((sum, value) => sum + value)),
  columns: R.map((_, c) => R.reduce((sum, row) => sum + row[c]!, 0)),
});

test("rows and columns of R add up to 1, the rows the nearer the more iterations there are", () => {
  const errors = [1, 2, 4, 8].map((sinkhorn_iterations) => {
    const heads = matrices({ block_size: 5, sinkhorn_iterations, temperature: 0.5 }).map(sumsOf);
    for (const { columns } of heads) expectClose(columns, [1, 1, 1, 1], 1e-9);
    return Math.max(...heads.flatMap(({ rows }) => rows.map((sum) => Math.abs(sum - 1))));
  });
  errors.slice(1).forEach((error, i) => {
    expect(error).toBeLessThan(errors[i]! / 2);
  });
  expect(errors.at(-1)).toBeLessThan(1e-6);
});

test("as τ falls, R goes to the permutation with the largest scores", () => {
  const options = { block_size: 5, sinkhorn_iterations: 200, temperature: 0.02 };
  const numbers = numbersAt(four, options, [20], 1);
  matrices(options, 1).forEach((R, head) => {
    const scores = blockScores(four, options, numbers, [0, head]);
    const total = (order: readonly number[]) =>
      order.reduce((sum, c, a) => sum + scores[a]![c]!, 0);
    const best = permutations([0, 1, 2, 3]).reduce((a, z) => (total(z) > total(a) ? z : a));
    const want = best.flatMap((c) => [0, 1, 2, 3].map((i) => Number(i === c)));
    expectClose(R.flat(), want, 0.01, `head ${head}`); // the error falls as one over the iterations
  });
});

test("at the least τ float32 still does for a training step", async () => {
  const stack = openStack(sinkhorn, { block_size: 2, temperature: 1e-3 }, true);
  const root = ops.reduceSum(ops.square(stack.y), undefined, false);
  const dxs = gradients(root, [stack.x, ...stack.ledger.parameterTensors]);
  const feeds = {
    ...ledgerFeeds(stack.ledger),
    x: normals(1, size.b * size.n * size.e),
    mask: raggedMask([14, 5], size.n),
  };
  const real = ops.mul(stack.y, ops.reshape(stack.mask, [size.b, size.n, 1]));
  const [y, ...got] = await run([real, ...dxs], feeds);
  expectClose(y!, evaluate([real], feeds)[0]!, 1e-3);
  for (const dx of got) expect(dx.every(Number.isFinite)).toBe(true);
});

const permutations = (items: readonly number[]): readonly (readonly number[])[] =>
  items.length === 0
    ? [[]]
    : items.flatMap((item) =>
        permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
      );

describe("Gumbel noise", () => {
  const options = { block_size: 6, ...defaults };
  const numbers = numbersAt(long, options, [41, 17]);
  const count = long.b * long.h * 7 * 7;

  /** What comes out in training, when these are the uniform numbers; attention dropout drops nothing. */
  function trained(uniform: Float64Array): Float64Array {
    const { y, mask, ledger } = openHeads(sinkhorn, options, long, 1e-9);
    const kept = ledger.randoms.map(({ name, shape }) => [
      name,
      new Float64Array(sizeOf(shape)).fill(name.endsWith("rows") ? 0.5 / 2 ** 12 : 0),
    ]);
    const real = ops.mul(y, ops.reshape(mask, [long.b, 1, long.n, 1]));
    const { parameters, ...rest } = numbers;
    const randoms = { ...Object.fromEntries(kept), "random.layers.0.gumbel": uniform };
    return evaluate([real], { ...parameters, ...rest, ...randoms })[0]!;
  }

  test("is added to the scores in training: −log(−log u) of uniform u", () => {
    const uniform = uniforms(8, count, 0.01, 0.99);
    const noise = uniform.map((u) => -Math.log(-Math.log(u)));
    const got = trained(uniform);
    expectClose(got, naiveSinkhorn(long, options, { ...numbers, noise }), 1e-6);
    const quiet = mixed(long, options, numbers);
    expect(got.some((value, i) => Math.abs(value - quiet[i]!) > 0.1)).toBe(true);
  });

  test("is finite whatever is drawn", () => {
    for (const u of [0, 1]) {
      expect(trained(new Float64Array(count).fill(u)).every(Number.isFinite)).toBe(true);
    }
  });

  test("is asked for in training only, and not when it is off", () => {
    const randoms = (isTraining: boolean, gumbel = true) =>
      openStack(sinkhorn, { block_size: 2, gumbel }, isTraining).ledger.randoms;
    const { b, h } = size;
    expect(randoms(true)).toEqual([
      { name: "random.layers.0.mix.gumbel", shape: [b, h, 7, 7], distribution: "uniform" },
    ]);
    expect(randoms(true, false)).toEqual([]);
    expect(randoms(false)).toEqual([]);
  });
});

test("wants a multiple of its block, which is 64 tokens unless told", () => {
  expect(sinkhorn.multipleOf?.(sinkhorn.options.parse({}))).toBe(64);
  expect(sinkhorn.multipleOf?.(sinkhorn.options.parse({ block_size: 16 }))).toBe(16);
});

test.each([
  { block_size: 0 },
  { block_size: 2.5 },
  { sinkhorn_iterations: 0 },
  { temperature: 0 },
  { temperature: 1e-300 },
  { temperature: 0.0009 },
  { sortcut: -1 },
  { gumbel: 1 },
])("refuses %o", (options) => {
  const { error } = sinkhorn.options.safeParse(options);
  expect(error?.issues.map(({ path }) => path)).toEqual([Object.keys(options)]);
});

test("refuses to show more sorted blocks than there are", () => {
  const refusal = (sortcut: number) =>
    sinkhorn.refuses?.(sinkhorn.options.parse({ block_size: 2, sortcut }), size);
  expect(refusal(7)).toBeNull();
  expect(refusal(8)).toBe("sortcut: must be at most n / block_size, 7: got 8. Use 7.");
});

test("has the parameters of softmax attention and those of the network that sorts", () => {
  const { parameters } = openStack(sinkhorn, { block_size: 2 }).ledger;
  const plain = openStack(softmax, {}).ledger.parameters;
  expect(parameters).toEqual(expect.arrayContaining([...plain]));
  const names = plain.map(({ name }) => name);
  const own = parameters.filter(({ name }) => !names.includes(name));
  const { e, h } = size;
  expect(Object.fromEntries(own.map(({ name, shape }) => [name, shape]))).toEqual({
    "layers.0.mix.sort.in.weight": [e, e],
    "layers.0.mix.sort.in.bias": [e],
    "layers.0.mix.sort.out.weight": [e, h * 7],
    "layers.0.mix.sort.out.bias": [h * 7],
  });
});

test("costs softmax attention over the sorted blocks and one's own, and the mixing of blocks", () => {
  const [b, h, n, e, d, w] = [2, 3, 1024, 64, 32, 64];
  const m = n / w;
  const perScore = 2 * d + 5 + 2 * d;
  for (const sortcut of [0, 5]) {
    const flops = mixFlops(sinkhorn, { sortcut }, { ...size, b, h, n, e, d });
    const attention = b * h * n * (sortcut || 2) * w * perScore;
    const mixing = b * h * 2 * 2 * (sortcut || m) * m * w * d; // keys and values
    expect(flops / (attention + mixing)).toBeGreaterThanOrEqual(1);
    expect(flops / (attention + mixing)).toBeLessThan(1.05); // R, scaling, masks
  }
});
