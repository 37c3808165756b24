import { describe, expect, test } from "vitest";
import { sizeOf } from "../../graph/index.ts";
import { variants } from "../../variants/index.ts";
import { checkGradients } from "../support/gradients.ts";
import {
  type MixedTokens,
  mixTokens,
  openTokens,
  tokenFlops,
  tokenNumbers,
} from "../support/mixed-tokens.ts";
import { dense, type Vector } from "../support/naive-layer.ts";
import { byExample, linesOf, projected, softmaxOf, weightedSum } from "../support/naive-tokens.ts";
import { expectClose, type Feeds } from "../support/numbers.ts";
import { openStack, size } from "../support/variant-stack.ts";
import { dot } from "../support/weighted-mean.ts";

const { softmax, synthesizer } = variants;
const modes = ["random", "factorized_random", "dense", "factorized_dense"] as const;
type Mode = (typeof modes)[number];

const odd = { ...size, n: 15 };
const k = 4;

/** Lines of the part of a parameter that belongs to one head. */
const ofHead = (feeds: Feeds, name: string, head: number, width: number): readonly Vector[] => {
  const lines = linesOf(feeds[`layers.0.${name}`]!, width);
  const each = lines.length / odd.h;
  return lines.slice(head * each, (head + 1) * each);
};

/** Row i of S for one head, before padding is taken out of it. */
const rows: { readonly [M in Mode]: (feeds: Feeds, head: number, x: Vector, i: number) => Vector } =
  {
    random: (feeds, head, _, i) => ofHead(feeds, "R", head, odd.n)[i]!,
    factorized_random: (feeds, head, _, i) => {
      const [R1, R2] = [ofHead(feeds, "R1", head, k), ofHead(feeds, "R2", head, k)];
      return Float64Array.from(R2, (row) => dot(R1[i]!, row));
    },
    dense: (feeds, head, x) => output(feeds, "scores", head, x, odd.n),
    factorized_dense: (feeds, head, x) => {
      const A = output(feeds, "A", head, x, 5);
      const B = output(feeds, "B", head, x, 3);
      return Float64Array.from({ length: 15 }, (_, j) => A[Math.floor(j / 3)]! * B[j % 3]!);
    },
  };

/** One output layer over one head's hidden features of a token. */
function output(feeds: Feeds, name: string, head: number, x: Vector, width: number): Vector {
  const all = dense(feeds, "layers.0.hidden", x).map((value) => Math.max(value, 0));
  const u = all.subarray(head * odd.d, (head + 1) * odd.d);
  const [bias] = ofHead(feeds, `${name}.bias`, head, width);
  const y = weightedSum(u, ofHead(feeds, `${name}.weight`, head, width));
  return y.map((value, j) => value + bias![j]!);
}

/** Section 3, one number after the other. */
function naive(feeds: Feeds, mode: Mode, hasDotProduct: boolean): Float64Array {
  const { h, d } = odd;
  const [own, other] = hasDotProduct ? Array.from(feeds["layers.0.alpha"]!) : [1, 0];
  const project = (name: string, tokens: readonly Vector[], head: number) =>
    hasDotProduct
      ? projected(feeds, "projections", tokens, odd, ["q", "k", "v"].indexOf(name) * h + head)
      : projected(feeds, "values", tokens, odd, head);
  return byExample(odd, feeds, ({ x, isReal }) => {
    const real = x.filter((_, j) => isReal[j]);
    const heads = Array.from({ length: h }, (_, head) => {
      const [Q, K, V] = [project("q", x, head), project("k", real, head), project("v", real, head)];
      return x.map((token, i) => {
        const row = rows[mode](feeds, head, token, i).filter((_, j) => isReal[j]);
        const products = K.map((key) => dot(Q[i]!, key) / Math.sqrt(d));
        const all = Array.from(row, (score, j) => own! * score + other! * products[j]!);
        return weightedSum(softmaxOf(all), V);
      });
    });
    return x.map((_, i) => {
      const joined = Float64Array.from(heads.flatMap((y) => [...y[i]!]));
      return dense(feeds, "layers.0.out", joined);
    });
  });
}

describe.each(modes)("%s", (mode) => {
  test.each([false, true])("is section 3 written in loops, dot product: %s", (dot_product) => {
    const tokens = openTokens(synthesizer, { mode, k, dot_product }, odd);
    const feeds = tokenNumbers(tokens, [15, 8]);
    expectClose(mixTokens(tokens, feeds), naive(feeds, mode, dot_product), 1e-6); // float32 1 / √d
  });

  test("with all weight on the dot product it is softmax attention", () => {
    const tokens = openTokens(synthesizer, { mode, k, dot_product: true }, odd);
    const feeds = { ...tokenNumbers(tokens, [15, 8]), "layers.0.alpha": [0, 1] };
    const want = mixTokens(openTokens(softmax, {}, odd), feeds);
    expectClose(mixTokens(tokens, feeds), want, 1e-12);
  });
});

/** One example's scores and values as those of softmax attention, from the projections of both. */
test("random scores that are Q Kᵀ / √d give softmax attention", () => {
  const one = { ...odd, b: 1 };
  const tokens = openTokens(synthesizer, { mode: "random" }, one);
  const reference = openTokens(softmax, {}, one);
  const feeds = tokenNumbers(reference, [11]);
  const x = linesOf(feeds.x!, one.e);
  const heads = (kind: number, head: number) =>
    projected(feeds, "projections", x, one, kind * one.h + head);
  const R = Array.from({ length: one.h }, (_, head) =>
    heads(0, head).map((q) => heads(1, head).map((key) => dot(q, key) / Math.sqrt(one.d))),
  );
  const width = one.h * one.d;
  const columns = (name: string) =>
    linesOf(feeds[`layers.0.projections.${name}`]!, 3 * width).flatMap((row) => [
      ...row.subarray(2 * width),
    ]);
  const values = {
    "layers.0.R": R.flat(2),
    "layers.0.values.weight": columns("weight"),
    "layers.0.values.bias": columns("bias"),
  };
  const want = mixTokens(reference, feeds);
  expectClose(mixTokens(tokens, { ...feeds, ...values }), want, 1e-6); // float32 1 / √d
});

test("factors of rank n can be any random scores", () => {
  const random = openTokens(synthesizer, { mode: "random" }, odd);
  const factors = openTokens(synthesizer, { mode: "factorized_random", k: 15 }, odd);
  const feeds = tokenNumbers(random, [15, 8]);
  const eye = Array.from({ length: 3 * 225 }, (_, at) => Number((at % 225) % 16 === 0));
  const same = { ...feeds, "layers.0.R1": feeds["layers.0.R"]!, "layers.0.R2": eye };
  expectClose(mixTokens(factors, same), mixTokens(random, feeds), 1e-14);
});

/** Shapes of what mixing declares, by name, but for values and output. */
function declared({ ledger }: MixedTokens, which: "parameters" | "states") {
  const slots = ledger[which].filter(({ name }) => !/\.(values|out|projections)\./.test(name));
  return Object.fromEntries(slots.map(({ name, shape }) => [name.replace("layers.0.", ""), shape]));
}

describe("declares", () => {
  const { h, n, d, e } = odd;
  const hidden = { "hidden.weight": [e, h * d], "hidden.bias": [h * d] };
  const output = (name: string, width: number) => ({
    [`${name}.weight`]: [h, d, width],
    [`${name}.bias`]: [h, 1, width],
  });

  test.each([
    { mode: "random", shapes: { R: [h, n, n] } },
    { mode: "factorized_random", shapes: { R1: [h, n, k], R2: [h, n, k] } },
    { mode: "dense", shapes: { ...hidden, ...output("scores", n) } },
    { mode: "factorized_dense", shapes: { ...hidden, ...output("A", 5), ...output("B", 3) } },
  ])("$mode scores for every head", ({ mode, shapes }) => {
    const plain = openTokens(synthesizer, { mode, k }, odd);
    expect(declared(plain, "parameters")).toEqual(shapes);
    expect(declared(plain, "states")).toEqual({});
    const mixture = openTokens(synthesizer, { mode, k, dot_product: true }, odd);
    expect(declared(mixture, "parameters")).toEqual({ ...shapes, alpha: [2] });
  });

  test.each(["random", "factorized_random"])("fixed %s scores that are not trained", (mode) => {
    const trained = openTokens(synthesizer, { mode, k }, odd);
    const fixed = openTokens(synthesizer, { mode, k, fixed: true }, odd);
    expect(declared(fixed, "states")).toEqual(declared(trained, "parameters"));
    expect(declared(fixed, "parameters")).toEqual({});
    const feeds = tokenNumbers(trained, [15, 8]);
    expectClose(mixTokens(fixed, feeds), mixTokens(trained, feeds), 0);
  });
});

test.each([
  { mode: "random", names: ["R"], sd: 1 },
  { mode: "factorized_random", names: ["R1", "R2"], sd: 4 ** -0.25 }, // (4 · (4^-½)²)^½ = 1
])("$mode scores begin with variance 1", ({ mode, names, sd }) => {
  const { parameters } = openTokens(synthesizer, { mode, k }, odd).ledger;
  for (const name of names) {
    const slot = parameters.find((one) => one.name === `layers.0.${name}`);
    expect(slot?.init).toEqual({ kind: "normal", sd });
  }
});

test("the Transformer's scores begin as an equal part of a plain sum", () => {
  const { parameters } = openTokens(synthesizer, { dot_product: true }, odd).ledger;
  const alpha = parameters.find(({ name }) => name === "layers.0.alpha");
  expect(alpha?.init).toEqual({ kind: "constant", value: 1 });
});

test.each([
  { n: 13, A: 5, B: 3 }, // a prime, in tiles that reach to 15
  { n: 14, A: 7, B: 2 },
  { n: 36, A: 6, B: 6 },
  { n: 62, A: 9, B: 7 },
  { n: 122, A: 12, B: 11 },
  { n: 4001, A: 64, B: 63 },
])("factorized_dense scores of $n tokens have factors of $A and $B", ({ n, A, B }) => {
  const tokens = openTokens(synthesizer, { mode: "factorized_dense" }, { ...odd, b: 1, n });
  const shapes = declared(tokens, "parameters");
  expect([shapes["A.bias"], shapes["B.bias"]]).toEqual([
    [odd.h, 1, A],
    [odd.h, 1, B],
  ]);
});

test("factorized_dense scores of a prime number of tokens are those of more, of which some are padding", () => {
  const at = { ...odd, b: 1 };
  const [prime, padded] = [13, 15].map((n) =>
    openTokens(synthesizer, { mode: "factorized_dense" }, { ...at, n }),
  );
  const feeds = tokenNumbers(padded!, [13]);
  const short = { ...feeds, x: Array.from(feeds.x!).slice(0, 13 * at.e), mask: Array(13).fill(1) };
  const want = mixTokens(padded!, feeds).subarray(0, 13 * at.e);
  expectClose(mixTokens(prime!, short), want, 1e-14);
});

test.each([
  { mode: "random", own: () => 0 },
  { mode: "factorized_random", own: () => 0 }, // no term of it has b in it
  { mode: "dense", own: (d: number) => 2 * (d + 1) },
  { mode: "factorized_dense", own: () => 1 },
])("$mode costs its scores, a softmax and one product over n × n", ({ mode, own }) => {
  const [b, h, n, d, e] = [8, 3, 1024, 32, 96];
  const wide = { ...size, b, h, n, d, e };
  const formula =
    b * h * n * n * (own(d) + 1 + 5 + 2 * d) +
    4 * b * n * e * h * d + // values and output
    (mode === "factorized_random" ? 2 * h * n * n * 4 : 0) +
    (mode.endsWith("dense") ? 2 * b * n * e * h * d : 0) +
    (mode === "factorized_dense" ? 2 * b * h * n * (32 + 32) * (d + 1) : 0);
  const flops = tokenFlops(synthesizer, { mode, k }, wide);
  expect(flops / formula).toBeGreaterThanOrEqual(1);
  expect(flops / formula).toBeLessThan(1.01); // biases
});

test("drops probabilities in training: what is kept is scaled up, what is dropped is gone", () => {
  const training = openTokens(synthesizer, { mode: "dense" }, odd, {
    isTraining: true,
    attentionDropout: 0.25,
  });
  const feeds = {
    ...tokenNumbers(training, [15, 8]),
    "layers.0.out.bias": new Float64Array(odd.e),
  };
  /** Makes every noise the fractional part of 2¹² (1 + `first`), its columns being 0. */
  const trained = (first: number) => {
    const noise = training.ledger.randoms.map(({ name, shape }) => [
      name,
      new Float64Array(sizeOf(shape)).fill(name.endsWith("rows") ? first : 0),
    ]);
    expect(noise).toHaveLength(2);
    return mixTokens(training, { ...feeds, ...Object.fromEntries(noise) });
  };
  const plain = mixTokens(openTokens(synthesizer, { mode: "dense" }, odd), feeds);
  const keepsAll = trained(0.5 / 2 ** 12); // noise 0.5
  expectClose(
    keepsAll.map((y) => 0.75 * y),
    plain,
    1e-7, // 2 / 0.75 is float32 in the graph
  );
  expectClose(trained(0), new Float64Array(plain.length), 0); // noise 0
});

test.each(modes)("with dropout, gradients of %s are those of central differences", async (mode) => {
  const small = { ...size, n: 4 };
  const options = { isTraining: true, attentionDropout: 0.25 };
  const tokens = openTokens(synthesizer, { mode, k: 2, dot_product: true }, small, options);
  const wrt = [tokens.x, ...tokens.ledger.parameterTensors];
  await checkGradients(tokens.y, tokenNumbers(tokens, [4, 3]), { wrt, probes: 7 });
});

test("its other parameters are the values' and the output's", () => {
  const { e, h, d, n } = size;
  const { parameters } = openStack(synthesizer, { mode: "random" }).ledger;
  const mix = parameters.filter(({ name }) => /^layers\.0\.mix\.(?!norm)/.test(name));
  const count = mix.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  expect(count).toBe(2 * e * h * d + h * d + e + h * n * n);
});

test("has the defaults of the benchmark's code", () => {
  expect(synthesizer.options.parse({})).toEqual({
    mode: "factorized_random",
    k: 32,
    fixed: false,
    dot_product: false,
  });
});

test.each([
  { k: 0 },
  { k: -4 },
  { k: 1.5 },
  { mode: "sparse" },
  { fixed: 1 },
  { dot_product: "no" },
])("refuses %o", (options) => {
  const { error } = synthesizer.options.safeParse(options);
  expect(error?.issues.map(({ path }) => path)).toEqual([Object.keys(options)]);
});

test.each(["dense", "factorized_dense"])("refuses %s scores that are fixed", (mode) => {
  const { error } = synthesizer.options.safeParse({ mode, fixed: true });
  expect(error?.issues.map(({ path }) => path)).toEqual([["fixed"]]);
  expect(error?.issues[0]?.message).toBe(`only random scores can be: got mode ${mode}. Use false.`);
});
