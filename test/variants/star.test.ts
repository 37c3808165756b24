import { expect, test } from "vitest";
import { cost, ops } from "../../graph/index.ts";
import { stackLayer } from "../../model/layer.ts";
import { openLedger } from "../../model/ledger.ts";
import { variants } from "../../variants/index.ts";
import { evaluate } from "../support/evaluate.ts";
import { dense, layerNorm, type Vector } from "../support/naive-layer.ts";
import { naiveStar } from "../support/naive-star.ts";
import { linesOf, weightedSum } from "../support/naive-tokens.ts";
import { expectClose, type Feeds, normals } from "../support/numbers.ts";
import { ledgerFeeds } from "../support/slots.ts";
import { architecture, openStack, raggedMask, size } from "../support/variant-stack.ts";
import { dot } from "../support/weighted-mean.ts";

const { star } = variants;

/** Layers of a stack, and what they are fed. */
function openLayers(n: number, cycles: number) {
  const at = { ...size, n };
  const [x, mask] = [ops.input("x", [at.b, n, at.e]), ops.input("mask", [at.b, n])];
  const ledger = openLedger(null);
  const habits = { ...architecture, layers: cycles };
  const all = { architecture: habits, variant: star, options: {}, size: at, mask, ledger };
  const layers = Array.from({ length: cycles }, (_, i) =>
    stackLayer({ ...all, isTraining: false }, i),
  );
  return { at, x, layers, ledger };
}

const feedsOf = (
  { at, ledger }: ReturnType<typeof openLayers>,
  lengths: readonly number[],
): Feeds => ({
  ...ledgerFeeds(ledger),
  x: normals(1, at.b * at.n * at.e),
  mask: raggedMask(lengths, at.n),
});

test.each([
  { n: 7, lengths: [7, 4], cycles: 1 },
  { n: 7, lengths: [7, 4], cycles: 3 },
  { n: 5, lengths: [2, 1], cycles: 2 },
])("every token is ½ (s + max h) of the paper's cycles: %o", ({ n, lengths, cycles }) => {
  const open = openLayers(n, cycles);
  const { at, x, layers } = open;
  const y = star.encode!(x, { options: {}, size: at, layers });
  const feeds = feedsOf(open, lengths);
  const lines = linesOf(feeds.x!, at.e);
  const want = lengths.flatMap((real, row) => {
    const tokens = lines.slice(row * n, row * n + real);
    const sentence = naiveStar(at, cycles, feeds, tokens);
    return Array.from({ length: n }, () => [...sentence]).flat();
  });
  expectClose(evaluate([y], feeds)[0]!, want, 1e-6); // 1 / √d is float32 in the graph
});

type Sees = (i: number, j: number) => boolean;

/** What satellite i of n sees of [H; E; s]. */
const ring =
  (n: number): Sees =>
  (i, j) =>
    j < n ? Math.abs(i - j) <= 1 : j === n + i || j === 2 * n;

/** The same without a ring: all satellites. */
const all =
  (n: number): Sees =>
  (i, j) =>
    j < n || j === n + i || j === 2 * n;

/** LN(ReLU(·)) of softmax attention of all queries over one context, under a dense mask. */
function attended(
  feeds: Feeds,
  name: string,
  queries: readonly Vector[],
  context: readonly Vector[],
  sees: Sees,
): readonly Vector[] {
  const { h, d } = size;
  const Q = queries.map((line) => dense(feeds, `${name}.query`, line));
  const KV = context.map((line) => dense(feeds, `${name}.context`, line));
  return Q.map((q, i) => {
    const joined = new Float64Array(h * d);
    for (let head = 0; head < h; head++) {
      const [from, to] = [head * d, (head + 1) * d];
      const weights = KV.map((kv, j) =>
        sees(i, j) ? Math.exp(dot(q.subarray(from, to), kv.subarray(from, to)) / Math.sqrt(d)) : 0,
      );
      const total = weights.reduce((sum, weight) => sum + weight);
      joined.set(
        weightedSum(
          weights.map((weight) => weight / total),
          KV.map((kv) => kv.subarray(h * d + from, h * d + to)),
        ),
        from,
      );
    }
    const active = dense(feeds, `${name}.out`, joined).map((value) => Math.max(value, 0));
    return layerNorm(feeds, `${name}.norm`, active, architecture);
  });
}

/** `[b, n, e]` after so many cycles over full sentences, by dense masks. */
function denseStar(n: number, cycles: number, feeds: Feeds, sees: Sees): Float64Array {
  const lines = linesOf(feeds.x!, size.e);
  const sentences = Array.from({ length: size.b }, (_, row) => {
    const E = lines.slice(row * n, (row + 1) * n);
    let H: readonly Vector[] = E;
    let s = weightedSum(Array(n).fill(1 / n), E);
    for (let cycle = 0; cycle < cycles; cycle++) {
      H = attended(feeds, `layers.${cycle}.satellites`, H, [...H, ...E, s], sees);
      s = attended(feeds, `layers.${cycle}.relay`, [s], [s, ...H], () => true)[0]!;
    }
    const sentence = s.map((value, c) => (value + Math.max(...H.map((line) => line[c]!))) / 2);
    return Array.from({ length: n }, () => [...sentence]).flat();
  });
  return Float64Array.from(sentences.flat());
}

/** What the variant gives for full sentences of n tokens. */
function fullSentences(n: number, cycles: number) {
  const open = openLayers(n, cycles);
  const { at, x, layers } = open;
  const y = star.encode!(x, { options: {}, size: at, layers });
  const feeds = feedsOf(open, [n, n]);
  return { feeds, got: evaluate([y], feeds)[0]! };
}

test.each([1, 2])(
  "is softmax attention under a dense mask, then of one query over all: %d cycles",
  (cycles) => {
    const { feeds, got } = fullSentences(6, cycles);
    expectClose(got, denseStar(6, cycles, feeds, ring(6)), 1e-6); // 1 / √d is float32 in the graph
  },
);

test("with n ≤ 2 a satellite sees all others; with 3 it does not", () => {
  for (const n of [1, 2]) {
    const { feeds, got } = fullSentences(n, 2);
    expectClose(got, denseStar(n, 2, feeds, all(n)), 1e-6);
  }
  const { feeds, got } = fullSentences(3, 2);
  const whole = denseStar(3, 2, feeds, all(3));
  expect(Math.max(...whole.map((value, i) => Math.abs(value - got[i]!)))).toBeGreaterThan(1e-3);
});

test("has a query, keys with values, an output and a norm for satellites and relay, and nothing else", () => {
  const { e, h, d } = size;
  const shapes = openStack(star, {}).ledger.parameters.map(({ name, shape }) => [name, shape]);
  const part = (name: string) => ({
    [`layers.0.${name}.query.weight`]: [e, h * d],
    [`layers.0.${name}.query.bias`]: [h * d],
    [`layers.0.${name}.context.weight`]: [e, 2 * h * d],
    [`layers.0.${name}.context.bias`]: [2 * h * d],
    [`layers.0.${name}.out.weight`]: [h * d, e],
    [`layers.0.${name}.out.bias`]: [e],
    [`layers.0.${name}.norm.gain`]: [e],
    [`layers.0.${name}.norm.bias`]: [e],
  });
  expect(Object.fromEntries(shapes)).toEqual({ ...part("satellites"), ...part("relay") });
});

test("costs eight projections a token, five keys for its query and one for the relay's", () => {
  const [b, n, h, d] = [2, 512, 2, 32];
  const at = { ...size, b, n, h, d, e: h * d };
  const flops = cost({ outputs: { y: openStack(star, {}, false, at).y } }).flops;
  const projections = 8 * 2 * (h * d) ** 2; // query, output; keys and values of H, of E, for the relay
  const attention = h * 6 * (2 * d + 5 + 2 * d);
  const formula = b * n * (projections + attention);
  expect(flops / formula).toBeGreaterThanOrEqual(1);
  expect(flops / formula).toBeLessThan(1.1); // biases, ReLU, norms
});

test("has no options", () => {
  expect(star.options.safeParse({ cycles: 2 }).success).toBe(false);
});
