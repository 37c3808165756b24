import { expect, test } from "vitest";
import { cost, ops, type Tensor } from "../../graph/index.ts";
import { stackLayer } from "../../model/layer.ts";
import { openLedger } from "../../model/ledger.ts";
import { variants } from "../../variants/index.ts";
import { attend } from "../../variants/parts/attention.ts";
import { evaluate } from "../support/evaluate.ts";
import { naiveStar } from "../support/naive-star.ts";
import { linesOf } from "../support/naive-tokens.ts";
import { expectClose, type Feeds, normals } from "../support/numbers.ts";
import { ledgerFeeds } from "../support/slots.ts";
import { architecture, openStack, raggedMask, size } from "../support/variant-stack.ts";

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

/** `[n, 2 n + 1]`: what each satellite sees of [H; E; s]. */
const starMask = (n: number): Tensor =>
  ops.constant(
    Float32Array.from({ length: n * (2 * n + 1) }, (_, at) => {
      const [i, j] = [Math.floor(at / (2 * n + 1)), at % (2 * n + 1)];
      return Number(j < n ? Math.abs(i - j) <= 1 : j === n + i || j === 2 * n);
    }),
    [n, 2 * n + 1],
  );

test("a cycle is softmax attention under a dense mask, and of one query over all", () => {
  const n = 6;
  const open = openLayers(n, 1);
  const { layer } = openLayers(n, 1).layers[0]!; // declares the same names, and so has the same weights
  const update = (name: string, queries: Tensor, context: Tensor, sees: Tensor) => {
    const [q] = layer.project(`${name}.query`, queries, 1);
    const [k, v] = layer.project(`${name}.context`, context, 2);
    const mask = ops.ones([1, 1, context.shape[1]!]);
    const y = attend({ q: q!, k: k!, v: v!, mask, sees, dropout: layer.attentionDropout });
    return layer.norm(`${name}.norm`, ops.relu(layer.merge(`${name}.out`, y)));
  };
  const { at, x, layers } = open;
  const mean = ops.reduceMean(x, 1);
  const H = update("satellites", x, ops.concat([x, x, mean], 1), starMask(n));
  const s = update("relay", mean, ops.concat([mean, H], 1), ops.ones([1, n + 1]));
  const sentence = ops.mul(ops.add(s, ops.reduceMax(H, 1)), 0.5);
  const y = star.encode!(x, { options: {}, size: at, layers });
  const [got, want] = evaluate([y, ops.expand(sentence, y.shape)], feedsOf(open, [n, n]));
  expectClose(got!, want!, 1e-12);
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
