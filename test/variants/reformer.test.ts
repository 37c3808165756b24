import { describe, expect, test } from "vitest";
import { cost, gradients, ops, sizeOf } from "../../graph/index.ts";
import { stackLayer } from "../../model/layer.ts";
import { openLedger } from "../../model/ledger.ts";
import { type Size, variants } from "../../variants/index.ts";
import { evaluate } from "../support/evaluate.ts";
import { expectClose, normals } from "../support/numbers.ts";
import {
  definedReformer,
  mixReformer,
  openReformer,
  reformerFlops,
} from "../support/reformer-heads.ts";
import { run } from "../support/run.ts";
import { ledgerFeeds, randomValues } from "../support/slots.ts";
import { architecture, openStack, raggedMask, size } from "../support/variant-stack.ts";
import { dot, type HeadNumbers, weightedMean } from "../support/weighted-mean.ts";

const { reformer } = variants;

/** `k` is `q`. */
function sharedNumbers({ b, h, n, d }: Size, lengths: readonly number[]): HeadNumbers {
  const q = normals(1, b * h * n * d);
  return { q, k: q, v: normals(2, q.length), mask: raggedMask(lengths, n) };
}

/** e^{q·k / |k| √d} */
const toUnitKey = (q: Float64Array, k: Float64Array): number =>
  Math.exp(dot(q, k) / Math.hypot(...k) / Math.sqrt(k.length));

const notOneself = (i: number, j: number): boolean => i !== j;

describe.each([
  { what: "two chunks", hashes: 3, bucket_size: 7, n: 14, lengths: [14, 9] },
  { what: "one round", hashes: 1, bucket_size: 5, n: 30, lengths: [29, 11] },
  { what: "four rounds", hashes: 4, bucket_size: 5, n: 30, lengths: [30, 17] },
  { what: "more buckets than chunks", hashes: 2, bucket_size: 3, n: 18, lengths: [17, 4] },
  { what: "chunks of one token", hashes: 3, bucket_size: 1, n: 14, lengths: [13, 1] },
  { what: "buckets of three digits", hashes: 2, bucket_size: 3, n: 90, lengths: [77, 90] },
])("$what", ({ hashes, bucket_size, n, lengths }) => {
  test.each([true, false])(
    "is LSH attention as defined, duplicates corrected: %s",
    (isCorrected) => {
      const given = { hashes, bucket_size, duplicate_correction: isCorrected };
      const at = { ...size, n };
      const numbers = sharedNumbers(at, lengths);
      const want = definedReformer(given, at, numbers);
      expectClose(mixReformer(given, at, numbers), want, 1e-7); // 1 / √d is float32 in the graph
    },
  );
});

test("with two chunks it is softmax attention over keys of length 1, oneself left out", () => {
  const at = { ...size, n: 22 };
  const numbers = sharedNumbers(at, [22, 7]);
  const want = weightedMean(at, numbers, { similarity: toUnitKey, sees: notOneself });
  for (const hashes of [1, 4]) {
    expectClose(mixReformer({ hashes, bucket_size: 11 }, at, numbers), want, 1e-7);
  }
});

test("the more rounds, the nearer it comes to attention over all", () => {
  const at = { ...size, n: 32 };
  const numbers = sharedNumbers(at, [32, 26]);
  const want = weightedMean(at, numbers, { similarity: toUnitKey, sees: notOneself });
  const errors = [1, 4, 16].map((hashes) => {
    const got = mixReformer({ hashes, bucket_size: 4 }, at, numbers);
    return Math.sqrt(got.reduce((sum, y, i) => sum + (y - want[i]!) ** 2, 0) / got.length);
  });
  errors.slice(1).forEach((error, i) => {
    expect(error).toBeLessThan(errors[i]! / 1.5);
  });
  expect(errors.at(-1)).toBeLessThan(0.05);
});

test("a value reaches exactly the tokens that share a window with it in some round", () => {
  const given = { hashes: 3, bucket_size: 1 };
  const numbers = sharedNumbers(size, [14, 9]);
  for (let j = 0; j < size.n; j++) {
    const isMoved = (at: number) => Math.floor(at / size.d) % size.n === j;
    const moved = { ...numbers, v: numbers.v.map((v, at) => (isMoved(at) ? v + 1 : v)) };
    const [got, want] = [mixReformer, definedReformer].map((mix) => {
      const [before, after] = [numbers, moved].map((each) => mix(given, size, each));
      return before!.map((y, at) => Number(y !== after![at]));
    });
    expect(got, `reached by token ${j}`).toEqual(want);
  }
});

test("a token that is alone attends to itself", () => {
  const numbers = sharedNumbers(size, [1, 0]);
  const got = mixReformer({ hashes: 2, bucket_size: 7 }, size, numbers);
  const alone = numbers.v.map((v, at) => {
    const token = Math.floor(at / size.d);
    return token < size.h * size.n && token % size.n === 0 ? v : 0;
  });
  expectClose(got, alone, 1e-12);
});

test("long queries neither overflow nor vanish in float32", async () => {
  const { q, v, y, ledger } = openReformer({ hashes: 2, bucket_size: 1 }, size);
  const root = ops.reduceSum(ops.square(y), undefined, false);
  const { k: _, ...numbers } = sharedNumbers(size, [14, 9]);
  const long = { ...numbers, q: numbers.q.map((x) => 999 * x), ...randomValues(ledger.randoms) };
  for (const result of await run([y, ...gradients(root, [q, v])], long)) {
    expect(result.every(Number.isFinite)).toBe(true);
  }
});

/** Random inputs that make every noise the fractional part of 2¹² (1 + `first`), its columns being 0. */
function trained(rate: number, first: number): Float64Array {
  const { y, ledger } = openReformer({ hashes: 2, bucket_size: 7 }, size, rate);
  const noise = ledger.randoms
    .filter(({ name }) => name.includes("dropout"))
    .map(({ name, shape }) => [
      name,
      new Float64Array(sizeOf(shape)).fill(name.endsWith("rows") ? first : 0),
    ]);
  expect(noise).toHaveLength(2);
  const numbers = { ...sharedNumbers(size, [14, 14]), ...randomValues(ledger.randoms) };
  return evaluate([y], { ...numbers, ...Object.fromEntries(noise) })[0]!;
}

test("with dropout, what is kept is scaled up, and what is dropped is gone", () => {
  const plain = mixReformer({ hashes: 2, bucket_size: 7 }, size, sharedNumbers(size, [14, 14]));
  const keepsAll = trained(0.25, 0.5 / 2 ** 12); // noise 0.5
  expectClose(
    keepsAll.map((y) => 0.75 * y),
    plain,
    1e-7, // 1 / 0.75 is float32 in the graph
  );
  expectClose(trained(0.25, 0), new Float64Array(plain.length), 1e-12); // noise 0
});

/** A stack in training with dropout: its own order of layers, or the two streams without reversing. */
function openStreams(depth: number, at: Size, isReversible: boolean, rate = 0.1) {
  const [x, mask] = [ops.input("x", [at.b, at.n, at.e]), ops.input("mask", [at.b, at.n])];
  const ledger = openLedger(null);
  const options = reformer.options.parse({ hashes: 2, bucket_size: at.n / 2 });
  const habits = { ...architecture, layers: depth, dropout: rate, attentionDropout: rate };
  const all = {
    architecture: habits,
    variant: reformer,
    options,
    size: at,
    mask,
    isTraining: true,
    ledger,
  };
  const layers = Array.from({ length: depth }, (_, i) => stackLayer(all, i));
  const plain = () => {
    let [x1, x2] = [x, x];
    for (const { layer, mix, feedForward } of layers) {
      x1 = ops.add(x1, layer.dropout(mix(x2)));
      x2 = ops.add(x2, layer.dropout(feedForward(x1)));
    }
    return ops.mul(ops.add(x1, x2), 0.5);
  };
  const y = isReversible ? reformer.encode!(x, { options, size: at, layers }) : plain();
  const root = ops.reduceSum(ops.square(ops.mul(y, ops.reshape(mask, [at.b, at.n, 1]))));
  // In the order in which the backward pass meets them, as in a training step.
  return { ledger, results: [y, ...gradients(root, [...ledger.parameterTensors, x])] };
}

test("its layers are two streams of residuals, with the gradients of all of them", () => {
  const [ours, theirs] = [true, false].map((is) => openStreams(3, size, is));
  const feeds = {
    ...ledgerFeeds(ours!.ledger),
    x: normals(1, size.b * size.n * size.e),
    mask: raggedMask([14, 5], size.n),
  };
  const want = evaluate(theirs!.results, feeds);
  evaluate(ours!.results, feeds).forEach((got, i) => {
    expectClose(got, want[i]!, 1e-9, `result ${i}`);
  });
});

test("memory of activations hardly grows with depth", () => {
  const at: Size = { b: 1, n: 512, e: 64, h: 2, d: 32, f: 128 };
  const peak = (depth: number, isReversible: boolean) => {
    const { results } = openStreams(depth, at, isReversible, 0);
    return cost({ outputs: Object.fromEntries(results.entries()) }).peakActivationBytes;
  };
  expect(peak(12, true) / peak(2, true)).toBeLessThan(1.3);
  expect(peak(12, false) / peak(2, false)).toBeGreaterThan(2);
});

test("has one projection for queries and keys, one for values, and the way out", () => {
  const { parameters } = openStack(reformer, { bucket_size: 7 }).ledger;
  const mix = parameters.filter(({ name }) => /^layers\.0\.mix\.(?!norm)/.test(name));
  const { e, h, d } = size;
  expect(Object.fromEntries(mix.map(({ name, shape }) => [name.slice(13), shape]))).toEqual({
    "qk.weight": [e, h * d],
    "qk.bias": [h * d],
    "values.weight": [e, h * d],
    "values.bias": [h * d],
    "out.weight": [h * d, e],
    "out.bias": [e],
  });
});

test("costs two products over windows of 2 m keys in each round, their first meetings, and hashing", () => {
  const [b, h, n, d, R, m] = [2, 3, 512, 32, 4, 32];
  const wide = { ...size, b, h, n, d };
  const products = 2 * 2 * (d + 1) + 2; // scores and sums, exponential, what is seen
  const meetings = ((R - 1) / 2) * (2 * 3 + 1); // with each earlier round
  const hashing = (n / m / 2) * (2 * d + 3 + 2); // products, their sizes, two maxima, place
  const formula = b * h * R * n * (2 * m * (products + meetings) + hashing);
  const flops = reformerFlops({ hashes: R, bucket_size: m }, wide);
  expect(flops / formula).toBeGreaterThanOrEqual(1);
  expect(flops / formula).toBeLessThan(1.05); // sorting, lengths, adding rounds up
  const twice = reformerFlops({ hashes: 2 * R, bucket_size: m, duplicate_correction: false }, wide);
  const once = reformerFlops({ hashes: R, bucket_size: m, duplicate_correction: false }, wide);
  expect(twice / once).toBeCloseTo(2, 1);
});

test.each([true, false])("draws rotations for every head and round, training: %s", (isTraining) => {
  const at = { ...size, n: 90 };
  const { ledger } = openStack(reformer, { hashes: 2, bucket_size: 3 }, isTraining, at);
  const shapes = [1, 2, 2].map((half) => [size.h, size.d, 2, half]); // 2 · 4 · 4 buckets for 30 chunks
  expect(ledger.randoms).toEqual(
    shapes.map((shape, i) => {
      return { name: `random.layers.0.mix.rotations.${i}`, shape, distribution: "normal" };
    }),
  );
});

test("wants a multiple of two chunks, of the usual 64 tokens unless told", () => {
  expect(reformer.multipleOf?.(reformer.options.parse({}))).toBe(128);
  expect(reformer.multipleOf?.(reformer.options.parse({ bucket_size: 7 }))).toBe(14);
});

test.each([
  { hashes: 0 },
  { hashes: 1.5 },
  { bucket_size: 0 },
  { bucket_size: -64 },
  { duplicate_correction: "no" },
])("refuses %o", (options) => {
  const { error } = reformer.options.safeParse(options);
  expect(error?.issues.map(({ path }) => path)).toEqual([Object.keys(options)]);
});

test("refuses more buckets than can be sorted, with a size of bucket that works", () => {
  const at = (n: number, bucket_size: number) =>
    reformer.refuses!(reformer.options.parse({ bucket_size }), { ...size, n });
  expect(at(16384, 64)).toBeNull();
  expect(at(65536, 64)).toBe(
    "bucket_size: got 64: too many buckets to sort 65536 tokens by. Use 256.",
  );
  expect(at(65536, 256)).toBeNull();
});
