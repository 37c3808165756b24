import { expect, test } from "vitest";
import { cost, ops, sizeOf } from "../../graph/index.ts";
import { stackLayer } from "../../model/layer.ts";
import { openLedger } from "../../model/ledger.ts";
import { variants } from "../../variants/index.ts";
import { evaluate } from "../support/evaluate.ts";
import { naiveLuna } from "../support/naive-luna.ts";
import { linesOf, softmaxOf, weightedSum } from "../support/naive-tokens.ts";
import { expectClose, type Feeds, normals } from "../support/numbers.ts";
import { ledgerFeeds } from "../support/slots.ts";
import { architecture, openStack, raggedMask, size } from "../support/variant-stack.ts";
import { dot } from "../support/weighted-mean.ts";

const { luna } = variants;
const odd = { ...size, n: 7 };
const { b, n, e, h, d } = odd;
const lengths = [7, 4];
const width = h * d;

/** A stack of `depth` layers, which trains when given a rate of dropout; zeros at padded tokens. */
function openLayers(given: object, depth: number, dropout = 0) {
  const [x, mask] = [ops.input("x", [b, n, e]), ops.input("mask", [b, n])];
  const ledger = openLedger(null);
  const options = luna.options.parse(given);
  const habits = { ...architecture, layers: depth, dropout };
  const isTraining = dropout > 0;
  const all = { architecture: habits, variant: luna, options, size: odd, mask, isTraining };
  const layers = Array.from({ length: depth }, (_, i) => stackLayer({ ...all, ledger }, i));
  const y = luna.encode!(x, { options, size: odd, layers });
  return { y: ops.mul(y, ops.reshape(mask, [b, n, 1])), ledger };
}

const tokens = { x: normals(1, b * n * e), mask: raggedMask(lengths, n) };

test.each([
  { projection_length: 5, tie_kv: true },
  { projection_length: 5, tie_kv: false },
  { projection_length: 13, tie_kv: true },
])("packs and unpacks as the paper says, and carries P from layer to layer: %o", (options) => {
  const { y, ledger } = openLayers(options, 3);
  const feeds: Feeds = { ...ledgerFeeds(ledger), ...tokens };
  const lines = linesOf(tokens.x, e);
  const want = lengths.flatMap((real, row) => {
    const document = naiveLuna(odd, 3, feeds, lines.slice(row * n, (row + 1) * n), real);
    return document.flatMap((token, i) => [...(i < real ? token : new Float64Array(e))]);
  });
  expectClose(evaluate([y], feeds)[0]!, want, 1e-6); // 1 / √d is float32 in the graph
});

/** `count` rows of `h` unit vectors `[d]`, each of mean 0: as long in every head. */
const directions = (count: number): readonly Float64Array[] =>
  linesOf(normals(2, count * width), width).map((row) =>
    Float64Array.from(
      linesOf(row, d).flatMap((part) => {
        const mean = part.reduce((sum, value) => sum + value) / d;
        const centred = part.map((value) => value - mean);
        return [...centred.map((value) => value / Math.sqrt(dot(centred, centred)))];
      }),
    ),
  );

test("with a row of P for every token, and its eye on nothing else, it is softmax attention", () => {
  const { y, ledger } = openLayers({ projection_length: n }, 1);
  const feeds = Object.fromEntries(
    Object.entries(ledgerFeeds(ledger)).map(([name, values]) => [name, Float64Array.from(values)]),
  );
  const eyes = directions(n);
  /** Of e numbers, 1 on one and 0 on the others, normalised: the one, and the others. */
  const [one, others] = [(e - 1) / Math.sqrt(e - 1), -1 / Math.sqrt(e - 1)];
  const context = Array.from({ length: e }, (_, j) =>
    j < n ? eyes[j]!.map((value) => value / (one - others)) : new Float64Array(width),
  );
  const sum = context.reduce((total, row) => total.map((value, c) => value + row[c]!));
  context[n] = sum.map((value) => -value); // what all tokens have in common then cancels
  const unpack = linesOf(normals(3, e * width), width);
  const packed = linesOf(normals(4, width * width), width);
  const sharp = 1e5;
  Object.assign(feeds, {
    x: Float64Array.from({ length: b * n * e }, (_, at) =>
      Math.floor(at / e) % n === at % e ? 1e3 : 0,
    ),
    mask: raggedMask([n, n], n),
    "layers.0.P": eyes.flatMap((row) => [...row]),
    "layers.0.pack.weight": identity(width).map((value) => sharp * value),
    "layers.0.tokens.weight": unpack.flatMap((row, j) => [...row, ...context[j]!]),
    "layers.0.packed.weight": packed.flatMap((row) => [...row]),
  });
  for (const name of ["pack", "tokens", "packed", "out", "norm", "norm.P", "feedForward.out"]) {
    feeds[`layers.0.${name}.bias`]?.fill(0);
  }
  feeds["layers.0.feedForward.out.weight"]!.fill(0);
  for (const name of ["norm", "norm.P"]) feeds[`layers.0.${name}.gain`]!.fill(1);
  const W = linesOf(feeds["layers.0.out.weight"]!, e);
  const keys = eyes.map((eye) => weightedSum(eye, packed));
  const want = eyes.flatMap((_, i) => {
    const query = weightedSum(
      unpack.map((_, j) => (j === i ? one : others)),
      unpack,
    );
    const heads = Array.from({ length: h }, (_, head) => {
      const part = (line: Float64Array) => line.subarray(head * d, (head + 1) * d);
      const scores = keys.map((key) => dot(part(query), part(key)) / Math.sqrt(d));
      return [...weightedSum(softmaxOf(scores), keys.map(part))];
    });
    const token = weightedSum(heads.flat(), W);
    return [...token.map((value, c) => value + (c === i ? 1e3 : 0))];
  });
  expectClose(evaluate([y], feeds)[0]!, [...want, ...want], 1e-6);
});

const identity = (m: number): Float64Array =>
  Float64Array.from({ length: m * m }, (_, at) => Number(at % (m + 1) === 0));

test("P is subject to dropout, at its start and in what each layer adds to it", () => {
  const { y, ledger } = openLayers({ projection_length: 5 }, 2, 0.25);
  const feeds: Feeds = { ...ledgerFeeds(ledger), ...tokens };
  /** Keeps all but what the dropout of this name takes: noise is the fractional part of 2¹² (1 + row), columns being 0. */
  const without = (dropped: string | null, changes: Feeds = {}) => {
    const noise = ledger.randoms.map(({ name, shape }) => {
      const isKept = name.endsWith("rows") && !name.includes(`${dropped}.`);
      return [name, new Float64Array(sizeOf(shape)).fill(isKept ? 0.5 / 2 ** 12 : 0)];
    });
    return evaluate([y], { ...feeds, ...Object.fromEntries(noise), ...changes })[0]!;
  };
  const noP = { "layers.0.P": new Float64Array(5 * width) };
  expect(without("layers.0.dropout.0")).toEqual(without(null, noP));
  expect(without("layers.0.dropout.0")).not.toEqual(without(null));
  expect(without("layers.0.dropout.3")).not.toEqual(without(null));
});

test("has P once, five projections a layer with keys tied to values, and seven without", () => {
  const shapes = (tie_kv: boolean) => {
    const { ledger } = openLayers({ projection_length: 5, tie_kv }, 2);
    const ours = ledger.parameters.filter(({ name }) => /weight|P$/.test(name));
    const mixing = ours.filter(({ name }) => !/feedForward/.test(name));
    return Object.fromEntries(mixing.map(({ name, shape }) => [name, shape]));
  };
  const layer = (i: number, copies: number) => ({
    [`layers.${i}.pack.weight`]: [width, width],
    [`layers.${i}.tokens.weight`]: [e, (copies + 1) * width],
    [`layers.${i}.packed.weight`]: [width, copies * width],
    [`layers.${i}.out.weight`]: [width, e],
  });
  const P = { "layers.0.P": [1, 5, width] };
  expect(shapes(true)).toEqual({ ...P, ...layer(0, 1), ...layer(1, 1) });
  expect(shapes(false)).toEqual({ ...P, ...layer(0, 2), ...layer(1, 2) });
});

test("costs two attentions of n × r, and projections of n tokens and of r rows", () => {
  const [b, n, h, d, r] = [2, 1024, 2, 32, 64];
  const [e, width] = [h * d, h * d];
  const at = { ...size, b, n, h, d, e };
  const flops = cost({
    outputs: { y: openStack(luna, { projection_length: r }, false, at).y },
  }).flops;
  const attention = h * n * r * (2 * d + 5 + 2 * d);
  const projections = 2 * (n * e * 2 * width + n * width * e + 2 * r * width * width);
  const feedForward = 2 * 2 * n * e * size.f;
  const formula = b * (2 * attention + projections + feedForward);
  expect(flops / formula).toBeGreaterThanOrEqual(1);
  expect(flops / formula).toBeLessThan(1.1); // norms, residuals, GELU
});

test.each([{ projection_length: 0 }, { projection_length: 1.5 }, { tie_kv: "yes" }])(
  "refuses %o",
  (options) => {
    const { error } = luna.options.safeParse(options);
    expect(error?.issues.map(({ path }) => path)).toEqual([Object.keys(options)]);
  },
);

test("takes 256 rows and ties keys to values unless told", () => {
  expect(luna.options.parse({})).toEqual({ projection_length: 256, tie_kv: true });
});
