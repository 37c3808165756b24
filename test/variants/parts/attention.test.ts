import { describe, expect, test } from "vitest";
import { gradients, ops, type Shape, sizeOf, type Tensor } from "../../../graph/index.ts";
import { attend } from "../../../variants/parts/attention.ts";
import { evaluate } from "../../support/evaluate.ts";
import { checkGradients } from "../../support/gradients.ts";
import { expectClose, feedsFor, integers } from "../../support/numbers.ts";
import { run } from "../../support/run.ts";

const [b, h, n, m, d] = [2, 3, 7, 11, 5];
const identity = (p: Tensor): Tensor => p;

/** Inputs of leading shape `lead`, with a mask `[..., keys]` that hides about half of the keys. */
function open(lead: Shape, maskShape: Shape, queries = n) {
  const keys = maskShape.at(-1)!;
  const [q, k, v] = [queries, keys, keys].map((rows, i) =>
    ops.input("qkv"[i]!, [...lead, rows, d]),
  );
  const mask = ops.input("mask", maskShape);
  const bits = integers(5, sizeOf(maskShape), 2);
  return { q: q!, k: k!, v: v!, mask, feeds: feedsFor([q!, k!, v!], { mask: bits }) };
}

/** softmax(q kᵀ / √d + bias) v, op by op. */
function plain(q: Tensor, k: Tensor, v: Tensor, mask: Tensor): Tensor {
  const scores = ops.mul(ops.matmul(q, k, { transB: true }), 1 / Math.sqrt(d));
  const bias = ops.mul(ops.sub(1, mask), -1e9);
  const row = ops.reshape(bias, [...mask.shape.slice(0, -1), 1, mask.shape.at(-1)!]);
  return ops.matmul(ops.softmax(ops.add(scores, row)), v);
}

describe.each([
  { what: "a mask an example, for all heads", lead: [b, h], maskShape: [b, 1, m], queries: n },
  { what: "a mask a head", lead: [b, h], maskShape: [b, h, m], queries: n },
  { what: "one mask", lead: [b, h], maskShape: [1, 1, m], queries: n },
  { what: "neither batch nor heads", lead: [], maskShape: [m], queries: n },
  { what: "blocks of tokens", lead: [b, h, 2], maskShape: [b, 1, 2, m], queries: n },
  { what: "half a million scores", lead: [5], maskShape: [5, 307], queries: 331 },
])("$what", ({ lead, maskShape, queries }) => {
  test("attends, with the gradient of the formula written op by op", () => {
    const { q, k, v, mask, feeds } = open(lead, maskShape, queries);
    const withGradients = (y: Tensor) => {
      const root = ops.reduceSum(ops.square(y), undefined, false);
      return [y, ...gradients(root, [q, k, v])];
    };
    const got = evaluate(withGradients(attend({ q, k, v, mask, dropout: identity })), feeds);
    const want = evaluate(withGradients(plain(q, k, v, mask)), feeds);
    want.forEach((numbers, i) => {
      expectClose(got[i]!, numbers, 1e-12, ["y", "dq", "dk", "dv"][i]);
    });
  });
});

test("gradients through dropout are those of central differences", async () => {
  const { q, k, v, mask, feeds } = open([b, h], [b, 1, m]);
  const noise = ops.input("noise", [b, h, n, m]);
  const dropout = (p: Tensor) => ops.dropout(p, 0.25, noise);
  const uniform = integers(3, b * h * n * m, 97).map((i) => i / 97);
  await checkGradients(
    attend({ q, k, v, mask, dropout }),
    { ...feeds, noise: uniform },
    { wrt: [q, k, v], probes: 17 },
  );
});

test("hidden keys get no weight and no gradient, whatever stands there", () => {
  const { q, k, v, feeds } = open([], [m]);
  const mask = ops.input("mask", [m]);
  const y = attend({ q, k, v, mask, dropout: identity });
  const root = ops.reduceSum(ops.square(y), undefined, false);
  const seen = Float64Array.from({ length: m }, (_, j) => Number(j < 3));
  const poisoned = (name: string) =>
    Float64Array.from(feeds[name]!, (value, at) => (at < 3 * d ? value : 1e4 * value));
  const results = [y, ...gradients(root, [q, k, v])];
  const clean = evaluate(results, { ...feeds, mask: seen });
  const dirty = evaluate(results, { ...feeds, mask: seen, k: poisoned("k"), v: poisoned("v") });
  clean.forEach((numbers, i) => {
    expectClose(dirty[i]!, numbers, 0, `result ${i}`);
  });
  expectClose(clean[2]!.subarray(3 * d), new Float64Array((m - 3) * d), 0, "dk of hidden keys");
});

test("large scores and rows without a key give finite numbers in float32", async () => {
  const { q, k, v, mask, feeds } = open([b, h], [b, 1, m]);
  const y = attend({ q, k, v, mask, dropout: identity });
  const root = ops.reduceSum(y, undefined, false);
  const large = { ...feeds, q: Float64Array.from(feeds.q!, (value) => 1e4 * value) };
  for (const extreme of [large, { ...feeds, mask: new Float64Array(b * m) }]) {
    for (const numbers of await run([y, ...gradients(root, [q, k, v])], extreme)) {
      expect(numbers.every(Number.isFinite)).toBe(true);
    }
  }
});
