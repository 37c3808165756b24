import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "vitest";
import { gradients, nodesOf, ops, type Shape, sizeOf, type Tensor } from "../../../graph/index.ts";
import { type Attention, attend } from "../../../variants/parts/attention.ts";
import { evaluate } from "../../support/evaluate.ts";
import { checkGradients } from "../../support/gradients.ts";
import { expectClose, type Feeds, feedsFor, integers, uniforms } from "../../support/numbers.ts";
import { run } from "../../support/run.ts";

const [b, h, n, m, d] = [2, 3, 7, 11, 5];

type Dropout = Attention["dropout"];

/** Inputs of leading shape `lead`, with a mask `[..., keys]`, and uniform numbers for what is to be dropped. */
function open(lead: Shape, maskShape: Shape, queries = n) {
  const keys = maskShape.at(-1)!;
  const [q, k, v] = [queries, keys, keys].map((rows, i) =>
    ops.input("qkv"[i]!, [...lead, rows, d]),
  );
  const mask = ops.input("mask", maskShape);
  const uniform = ops.input("uniform", [...lead, queries, keys]);
  return { q: q!, k: k!, v: v!, mask, uniform };
}

type Inputs = ReturnType<typeof open>;

/** The mask hides about half of the keys. */
const numbersFor = ({ q, k, v, mask, uniform }: Inputs): Feeds =>
  feedsFor([q, k, v], {
    mask: integers(5, sizeOf(mask.shape), 2),
    uniform: uniforms(3, sizeOf(uniform.shape)),
  });

/** Drops what `uniform` says, in whatever blocks it is asked for; it must not be where there is nothing to drop. */
const dropping = (uniform: Tensor, rate: number): Dropout => ({
  rate,
  mask: (shape, lengths) => {
    expect(rate).toBeGreaterThan(0);
    return ops.split(ops.reshape(ops.less(uniform, rate), shape), 0, lengths);
  },
});

/** dropout(softmax(q kᵀ / √d + bias)) v, op by op. */
function plain({ q, k, v, mask, uniform }: Inputs, rate: number, sees = ops.ones([1])): Tensor {
  const scores = ops.mul(ops.matmul(q, k, { transB: true }), 1 / Math.sqrt(d));
  const row = ops.reshape(mask, [...mask.shape.slice(0, -1), 1, mask.shape.at(-1)!]);
  const bias = ops.mul(ops.sub(1, ops.mul(row, sees)), -1e9);
  return ops.matmul(
    ops.dropout(ops.softmax(ops.add(scores, bias)), rate, ops.less(uniform, rate)),
    v,
  );
}

/** Two results are the same numbers, and so are their gradients. */
function expectSame(got: Tensor, want: Tensor, { q, k, v }: Inputs, feeds: Feeds): void {
  const withGradients = (y: Tensor) => {
    const root = ops.reduceSum(ops.square(y), undefined, false);
    return evaluate([y, ...gradients(root, [q, k, v])], feeds);
  };
  const numbers = withGradients(got);
  withGradients(want).forEach((wanted, i) => {
    expectClose(numbers[i]!, wanted, 1e-12, ["y", "dq", "dk", "dv"][i]);
  });
}

describe.each([
  { what: "a mask an example, for all heads", lead: [b, h], maskShape: [b, 1, m], queries: n },
  { what: "a mask a head", lead: [b, h], maskShape: [b, h, m], queries: n },
  { what: "one mask", lead: [b, h], maskShape: [1, 1, m], queries: n },
  { what: "neither batch nor heads", lead: [], maskShape: [m], queries: n },
  { what: "blocks of tokens", lead: [b, h, 2], maskShape: [b, 1, 2, m], queries: n },
  { what: "large matrices, a block each", lead: [5], maskShape: [5, 307], queries: 431 },
  { what: "larger ones, each in blocks of rows", lead: [2], maskShape: [2, 1031], queries: 1020 },
])("$what", ({ lead, maskShape, queries }) => {
  test.each([0, 0.25])("attends as the formula written op by op, dropping %d", (rate) => {
    const inputs = open(lead, maskShape, queries);
    const { q, k, v, mask, uniform } = inputs;
    const y = attend({ q, k, v, mask, dropout: dropping(uniform, rate) });
    expectSame(y, plain(inputs, rate), inputs, numbersFor(inputs));
  });
});

test.each([
  { what: "blocks of tokens", lead: [b, h, 2], keys: m, queries: n, rate: 0.25 },
  { what: "large matrices, a block each", lead: [3], keys: 307, queries: 431, rate: 0 },
  { what: "larger ones, each in blocks of rows", lead: [2], keys: 1031, queries: 1020, rate: 0 },
])("$what: a query sees what both `mask` and `sees` show", ({ lead, keys, queries, rate }) => {
  const inputs = open(lead, [...lead.map(() => 1), keys], queries);
  const { q, k, v, mask, uniform } = inputs;
  const shown = integers(7, queries * keys, 2).map((seen, i) => (i % keys === 0 ? 1 : seen));
  const sees = ops.constant(Float32Array.from(shown), [queries, keys]);
  const feeds = {
    ...numbersFor(inputs),
    mask: Float64Array.from({ length: keys }, (_, j) => Number(j % 3 === 0)),
  };
  const y = attend({ q, k, v, mask, sees, dropout: dropping(uniform, rate) });
  expectSame(y, plain(inputs, rate, sees), inputs, feeds);
});

test.each([
  { matrices: 5, queries: 331, keys: 307, blocks: [[5, 331]] },
  { matrices: 5, queries: 431, keys: 307, blocks: Array(5).fill([1, 431]) },
  { matrices: 33, queries: 431, keys: 307, blocks: [...Array(16).fill([2, 431]), [1, 431]] },
  { matrices: 256, queries: 431, keys: 307, blocks: Array(32).fill([8, 431]) },
  { matrices: 2, queries: 1024, keys: 1024, blocks: Array(2).fill([1, 1024]) },
  { matrices: 2, queries: 1026, keys: 1024, blocks: Array(4).fill([1, 513]) },
  { matrices: 2, queries: 8192, keys: 8192, blocks: Array(32).fill([1, 512]) },
  { matrices: 17, queries: 4096, keys: 1024, blocks: Array(17).fill([1, 4096]) },
  { matrices: 1, queries: 1031, keys: 4096, blocks: [[1, 1031]] }, // a prime
])(
  "$matrices matrices of $queries × $keys scores are worked off in blocks of $blocks",
  ({ matrices, queries, keys, blocks }) => {
    const { q, k, v, mask, uniform } = open([matrices], [1, keys], queries);
    const asked: unknown[] = [];
    const dropout: Dropout = {
      rate: 0.25,
      mask: (...what) => {
        asked.push(what);
        return dropping(uniform, 0.25).mask(...what);
      },
    };
    const y = attend({ q, k, v, mask, dropout });
    const nodes = nodesOf(gradients(y, [q, k, v], ops.ones(y.shape)));
    const made = nodes.filter(({ op }) => op === "Softmax").map(({ outputs: [P] }) => P!.shape);
    expect(made).toEqual(blocks.map((block) => [...block, keys]));
    const lengths = blocks.map(([length]) => length);
    const [, rows] = blocks[0];
    expect(asked).toEqual([[[(matrices * queries) / rows, rows, keys], lengths]]);
  },
);

describe.each([0, 0.25])("dropping %d", (rate) => {
  test("gradients are those of central differences", async () => {
    const inputs = open([b, h], [b, 1, m]);
    const { q, k, v, mask, uniform } = inputs;
    await checkGradients(
      attend({ q, k, v, mask, dropout: dropping(uniform, rate) }),
      numbersFor(inputs),
      { wrt: [q, k, v], probes: 17 },
    );
  });

  test("the backward pass reads one tensor of scores of the forward pass, and repeats no node of it", () => {
    const { q, k, v, mask, uniform } = open([b, h], [b, 1, m]);
    const y = attend({ q, k, v, mask, dropout: dropping(uniform, rate) });
    const forward = nodesOf([y]);
    const nodes = nodesOf([y, ...gradients(y, [q, k, v], ops.ones(y.shape))]);
    const ofScores = nodes.filter(({ outputs: [t] }) => sizeOf(t!.shape) === b * h * n * m);
    const backward = nodes.filter((node) => !forward.includes(node));
    const read = backward.flatMap(({ inputs }) => inputs.map(({ maker }) => maker));
    expect(ofScores.filter((node) => forward.includes(node) && read.includes(node))).toHaveLength(
      1,
    );
    const texts = ofScores.map(({ op, inputs: [x, z] }) => [op, x?.maker, z?.maker ?? z?.data]);
    for (const text of texts)
      expect(texts.filter((other) => isDeepStrictEqual(text, other))).toHaveLength(1);
  });

  test("hidden keys get no weight and no gradient, whatever stands there", () => {
    const inputs = open([], [m]);
    const { q, k, v, mask, uniform } = inputs;
    const feeds = numbersFor(inputs);
    const y = attend({ q, k, v, mask, dropout: dropping(uniform, rate) });
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
    const inputs = open([b, h], [b, 1, m]);
    const { q, k, v, mask, uniform } = inputs;
    const feeds = numbersFor(inputs);
    const y = attend({ q, k, v, mask, dropout: dropping(uniform, rate) });
    const root = ops.reduceSum(y, undefined, false);
    const large = { ...feeds, q: Float64Array.from(feeds.q!, (value) => 1e4 * value) };
    for (const extreme of [large, { ...feeds, mask: new Float64Array(b * m) }]) {
      for (const numbers of await run([y, ...gradients(root, [q, k, v])], extreme)) {
        expect(numbers.every(Number.isFinite)).toBe(true);
      }
    }
  });
});
