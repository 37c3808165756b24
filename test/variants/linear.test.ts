import { expect, test } from "vitest";
import { variants } from "../../variants/index.ts";
import { headNumbers, mixFlops, mixHeads } from "../support/mixed-heads.ts";
import { expectClose } from "../support/numbers.ts";
import { openStack, size } from "../support/variant-stack.ts";
import { dot, weightedMean } from "../support/weighted-mean.ts";

const { linear, softmax } = variants;
const odd = { ...size, n: 7 };
const numbers = headNumbers(odd, [7, 4]);

/** elu(x) + 1 */
const feature = (x: number): number => (x > 0 ? x + 1 : Math.exp(x));

test("is the mean of the values, weighted by φ(q)·φ(k), with the n × n weights written out", () => {
  const want = weightedMean(odd, numbers, {
    similarity: (q, k) => dot(q.map(feature), k.map(feature)),
    epsilon: 1e-6,
  });
  expectClose(mixHeads(linear, {}, odd, numbers), want, 1e-12);
});

test("has the parameters of softmax attention", () => {
  expect(openStack(linear, {}).ledger.parameters).toEqual(openStack(softmax, {}).ledger.parameters);
});

test("costs two products with a d × (d + 1) matrix a token, and some passes", () => {
  const { b, h, n, d } = size;
  const features = 4 * d; // elu and + 1, of q and k
  const products = 2 * 2 * d * (d + 1); // the sums, with that of the keys, and reading them
  const rest = d + 1 + d; // mask, ε, division
  expect(mixFlops(linear, {}, size)).toBe(b * h * n * (features + products + rest));
  expect(mixFlops(linear, {}, { ...size, n: 2 * n })).toBe(2 * mixFlops(linear, {}, size));
});
