import { describe, expect, test } from "vitest";
import { evaluationStep } from "../../model/index.ts";
import { type Size, type Variant, variants } from "../../variants/index.ts";
import { mixTokens, openTokens, tokenFlops, tokenNumbers } from "../support/mixed-tokens.ts";
import { dense, type Vector } from "../support/naive-layer.ts";
import {
  byExample,
  type Example,
  linesOf,
  projected,
  softmaxOf,
  weightedSum,
} from "../support/naive-tokens.ts";
import { expectClose, type Feeds } from "../support/numbers.ts";
import { architecture, openStack, size } from "../support/variant-stack.ts";
import { dot } from "../support/weighted-mean.ts";

const { linformer, softmax } = variants;
const odd = { ...size, n: 7 };
const sharings = ["none", "headwise", "kv", "layerwise"] as const;
type Sharing = (typeof sharings)[number];

/** Which parameter is E and which F, by sharing. */
const names = {
  none: ["layers.0.E", "layers.0.F"],
  headwise: ["layers.0.E", "layers.0.F"],
  kv: ["layers.0.E", "layers.0.E"],
  layerwise: ["layers.shared.E", "layers.shared.E"],
} as const satisfies Record<Sharing, unknown>;

/** Equation 7, one number after the other. */
function naive(at: Size, feeds: Feeds, sharing: Sharing, k: number): Float64Array {
  const zero = (token: Vector, isReal: boolean) => (isReal ? token : token.map(() => 0));
  const matrix = (name: string, head: number) => {
    const rows = linesOf(feeds[name]!, at.n);
    return sharing === "none" ? rows.slice(head * k, (head + 1) * k) : rows;
  };
  const few = ({ x, isReal }: Example, which: 0 | 1, head: number) => {
    const rows = matrix(names[sharing][which], head);
    const heads = (tokens: readonly Vector[]) =>
      projected(feeds, ["keys", "values"][which]!, tokens, at, head);
    const mixed = (tokens: readonly Vector[]) => {
      const real = tokens.map((token, i) => zero(token, isReal[i]!));
      return rows.map((weights) => weightedSum(weights, real));
    };
    return sharing === "none" ? mixed(heads(x)) : heads(mixed(x));
  };
  return byExample(at, feeds, (example) => {
    const heads = Array.from({ length: at.h }, (_, head) => {
      const [K, V] = [few(example, 0, head), few(example, 1, head)];
      return projected(feeds, "queries", example.x, at, head).map((q) =>
        weightedSum(softmaxOf(K.map((key) => dot(q, key) / Math.sqrt(at.d))), V),
      );
    });
    return example.x.map((_, i) => {
      const joined = Float64Array.from(heads.flatMap((y) => [...y[i]!]));
      return dense(feeds, "layers.0.out", joined);
    });
  });
}

describe.each(sharings)("sharing %s", (sharing) => {
  test.each([1, 3, 7])("is equation 7 with k = %d, written in loops", (k) => {
    const tokens = openTokens(linformer, { k, sharing }, odd);
    const feeds = tokenNumbers(tokens, [7, 4]);
    expectClose(mixTokens(tokens, feeds), naive(odd, feeds, sharing, k), 1e-7); // float32 1 / √d
  });

  test("with k = n and E = F = I it is softmax attention", () => {
    const tokens = openTokens(linformer, { k: 7, sharing }, odd);
    const given = tokenNumbers(tokens, [7, 7]);
    const identity = Float64Array.from({ length: 49 }, (_, i) => Number(i % 8 === 0));
    const matrices = tokens.ledger.parameters.filter(({ name }) => /\.[EF]$/.test(name));
    const isHeads = sharing === "none";
    const eye = isHeads ? [...identity, ...identity, ...identity] : identity;
    const feeds = { ...given, ...Object.fromEntries(matrices.map(({ name }) => [name, eye])) };
    const reference = openTokens(softmax, {}, odd);
    const want = mixTokens(reference, { ...feeds, ...asOneProjection(feeds) });
    expectClose(mixTokens(tokens, feeds), want, 1e-12);
  });

  test("costs two products over n × k, besides E, F and the projections", () => {
    const wide = { b: 2, n: 512, e: 96, h: 3, d: 32, f: 13 };
    const { b, n, e, h, d } = wide;
    const k = 64;
    const matrices = sharing === "kv" || sharing === "layerwise" ? 1 : 2;
    const projected = sharing === "none" ? n : k; // rows that keys and values are made of
    const formula =
      2 * b * k * n * e * matrices + // e = h d
      2 * b * (2 * n + 2 * projected) * e * h * d +
      b * h * n * k * (2 * d + 5 + 2 * d);
    const flops = tokenFlops(linformer, { k, sharing }, wide);
    expect(flops / formula).toBeGreaterThanOrEqual(1);
    expect(flops / formula).toBeLessThan(1.05); // biases, scaling, mask
  });
});

/** The three projections as the one matrix and bias that softmax attention has. */
function asOneProjection(feeds: Feeds): Feeds {
  const kinds = ["queries", "keys", "values"].map((name) => `layers.0.${name}`);
  const { e, h, d } = odd;
  const matrices = kinds.map((name) => linesOf(feeds[`${name}.weight`]!, h * d));
  return {
    "layers.0.projections.weight": Array.from({ length: e }, (_, row) =>
      matrices.flatMap((matrix) => [...matrix[row]!]),
    ).flat(),
    "layers.0.projections.bias": kinds.flatMap((name) => Array.from(feeds[`${name}.bias`]!)),
  };
}

/** Shapes of E and F in a model of two layers, by name. */
function matricesOf(sharing: Sharing): Readonly<Record<string, unknown>> {
  const { parameters } = evaluationStep({
    data: { batch: 2, length: 7, vocabulary: 17, classes: 3, towers: 1 },
    architecture: { ...architecture, layers: 2 },
    variant: linformer,
    options: linformer.options.parse({ k: 3, sharing }),
  });
  const matrices = parameters.filter(({ name }) => /\.[EF]$/.test(name));
  return Object.fromEntries(matrices.map(({ name, shape }) => [name, shape]));
}

test("has an E and an F for whoever does not share them", () => {
  const own = (shape: readonly number[], letters: readonly string[]) =>
    Object.fromEntries([0, 1].flatMap((i) => letters.map((m) => [`layers.${i}.mix.${m}`, shape])));
  expect(matricesOf("none")).toEqual(own([3, 3, 7], ["E", "F"]));
  expect(matricesOf("headwise")).toEqual(own([3, 7], ["E", "F"]));
  expect(matricesOf("kv")).toEqual(own([3, 7], ["E"]));
  expect(matricesOf("layerwise")).toEqual({ "layers.shared.E": [3, 7] });
});

test("its other parameters are as many as those of softmax attention", () => {
  const { n, h } = size;
  const count = (variant: Variant, options: object) =>
    openStack(variant, options).ledger.parameters.reduce(
      (sum, { shape }) => sum + shape.reduce((product, length) => product * length, 1),
      0,
    );
  const others = count(softmax, {});
  expect(count(linformer, { k: 3, sharing: "none" })).toBe(others + 2 * h * 3 * n);
  expect(count(linformer, { k: 3, sharing: "headwise" })).toBe(others + 2 * 3 * n);
  expect(count(linformer, { k: 3, sharing: "kv" })).toBe(others + 3 * n);
});

test("E and F begin with the variance 1 / n", () => {
  const { parameters } = openStack(linformer, { k: 3 }).ledger;
  const starts = parameters.filter(({ name }) => /\.[EF]$/.test(name)).map(({ init }) => init);
  expect(starts).toEqual(Array(2).fill({ kind: "normal", sd: 1 / Math.sqrt(size.n) }));
});

test("k is the paper's 256 and the heads share, unless told", () => {
  expect(linformer.options.parse({})).toEqual({ k: 256, sharing: "headwise" });
});

test.each([{ k: 0 }, { k: -3 }, { k: 2.5 }, { sharing: "heads" }])("refuses %o", (options) => {
  const { error } = linformer.options.safeParse(options);
  expect(error?.issues.map(({ path }) => path)).toEqual([Object.keys(options)]);
});

test("refuses a k above n, and says which would do", () => {
  const why = (k: number) => linformer.refuses?.(linformer.options.parse({ k }), odd) ?? null;
  expect(why(8)).toBe("k: must be at most n, here 7 tokens: got 8. Use 7.");
  expect(why(7)).toBeNull();
});

test("drops probabilities in training", () => {
  const options = { isTraining: true, attentionDropout: 0.25 };
  const { ledger } = openTokens(linformer, { k: 3 }, odd, options);
  const shapes = ledger.randoms.map(({ shape }) => shape[0]!);
  expect(shapes).toHaveLength(2); // rows and columns of the noise
  expect(shapes[0]! * shapes[1]!).toBe(odd.b * odd.h * odd.n * 3);
});
