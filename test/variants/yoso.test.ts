import { describe, expect, test } from "vitest";
import { gradients, ops } from "../../graph/index.ts";
import { variants } from "../../variants/index.ts";
import { collision } from "../../variants/parts/collision.ts";
import { evaluate } from "../support/evaluate.ts";
import { checkGradients } from "../support/gradients.ts";
import { headNumbers, mixFlops } from "../support/mixed-heads.ts";
import { expectedMeeting, naiveYoso, sampledMeeting } from "../support/naive-yoso.ts";
import { expectClose, type Feeds, normals } from "../support/numbers.ts";
import { run } from "../support/run.ts";
import { ledgerFeeds, randomValues } from "../support/slots.ts";
import { openHeads, openStack, raggedMask, size } from "../support/variant-stack.ts";

const { softmax, yoso } = variants;
const odd = { ...size, n: 7 };
const numbers = headNumbers(odd, [7, 4]);
const { b, h, n, d } = odd;

/** Not 0 anywhere, for gradients of Σ y · dy. */
const dy = normals(5, b * h * n * d);

/** The variant, ready for hyperplanes of any seed: `y`, zeros at padded tokens; as `results`, with `dq`, `dk` and `dv`. */
function open(options: object) {
  const { q, k, v, y, mask, ledger } = openHeads(yoso, options, odd);
  const real = ops.mul(y, ops.reshape(mask, [b, 1, n, 1]));
  const root = ops.reduceSum(ops.mul(real, ops.constant(Float32Array.from(dy), y.shape)));
  const results = [real, ...gradients(root, [q, k, v])];
  const feedsOf = (seed: number) => ({ ...numbers, ...randomValues(ledger.randoms, seed) });
  const mixed = (seed: number, changes: Feeds = {}) =>
    evaluate([real], { ...feedsOf(seed), ...changes })[0]!;
  return { results, feedsOf, mixed };
}

test.each([1, 2, 7, 11])("what is expected of τ = %d bits is (1 − acos(s) / π)^τ", (tau) => {
  const s = Float64Array.from({ length: 401 }, (_, i) => (i - 200) / 200);
  const [got] = evaluate([collision(ops.input("s", [s.length]), tau)], { s });
  const want = s.map((value) => (1 - Math.acos(value) / Math.PI) ** tau);
  expectClose(got!, want, 5e-8 * tau);
});

test("cosines that rounding made larger than 1 are taken for 1", async () => {
  const s = [1 + 1e-6, -1 - 1e-6];
  const [got] = await run([collision(ops.input("s", [2]), 5)], { s });
  expectClose(got!, [1, 0], 1e-7);
});

describe.each([
  { mode: "expectation", tau: 3, m: 1 },
  { mode: "expectation", tau: 8, m: 1 },
  { mode: "sampled", tau: 1, m: 1 },
  { mode: "sampled", tau: 3, m: 6 },
  { mode: "sampled", tau: 5, m: 9 },
])("$mode, $tau bits, $m hashes", ({ mode, tau, m }) => {
  const options = { mode, hash_code_len: tau, num_hash: m };
  const { results, feedsOf } = open(options);
  const got = evaluate(results, feedsOf(1));
  const hyperplanes = Object.entries(feedsOf(1)).at(-1)![1];
  const meets = mode === "sampled" ? sampledMeeting(hyperplanes, m, tau) : expectedMeeting(tau);
  const want = naiveYoso(odd, numbers, { meets, tau }, Float64Array.from(dy));

  test("is B V by its n × n matrix, with rows of length 1", () => {
    expectClose(got[0]!, want.y, 1e-6);
  });

  test("has the gradient in which the slope of B is τ B / 2", () => {
    for (const [i, name] of (["dq", "dk", "dv"] as const).entries()) {
      expectClose(got[i + 1]!, want[name], 1e-6, name);
    }
  });

  test("is the same by ONNX Runtime", async () => {
    (await run(results, feedsOf(1))).forEach((result, i) => {
      expectClose(result, got[i]!, 2e-5, `result ${i}`);
    });
  });
});

test("a value reaches exactly the tokens whose query meets its key under some hash", () => {
  const [m, tau] = [2, 3];
  const { feedsOf, mixed } = open({ hash_code_len: tau, num_hash: m });
  const { q, k, mask } = numbers;
  const meets = sampledMeeting(Object.values(feedsOf(1)).at(-1)!, m, tau);
  const row = (x: Float64Array, at: number) => x.subarray(at * d, (at + 1) * d);
  const rows = [...Array(b * h * n).keys()];
  const before = mixed(1);
  for (let j = 0; j < n; j++) {
    const v = numbers.v.map((value, at) => (Math.floor(at / d) % n === j ? value + 1 : value));
    const after = mixed(1, { v });
    const got = rows.filter((at) =>
      row(before, at).some((y, c) => Math.abs(y - row(after, at)[c]!) > 1e-9),
    ); // running sums round
    const want = rows.filter((at) => {
      const [head, key] = [Math.floor(at / n), at - (at % n) + j];
      const isReal = [at % n, j].every((i) => mask[Math.floor(head / h) * n + i] === 1);
      return isReal && meets(row(q, at), row(k, key), head % h) > 0;
    });
    expect(got, `reached by token ${j}`).toEqual(want);
    expect(want.length).toBeLessThan(rows.length / 2);
  }
});

/** Root mean square of the distance from the expected result, over draws of the hyperplanes. */
function typicalError(m: number, draws: number): number {
  const want = open({ mode: "expectation", hash_code_len: 3 }).mixed(1);
  const { mixed } = open({ hash_code_len: 3, num_hash: m });
  const squares = Array.from({ length: draws }, (_, seed) => {
    const y = mixed(seed);
    return y.reduce((sum, value, i) => sum + (value - want[i]!) ** 2, 0) / y.length;
  });
  return Math.sqrt(squares.reduce((sum, square) => sum + square) / draws);
}

test("with more hashes the sampled form comes near the expected one as m^(-1/2)", () => {
  const [few, many] = [32, 512].map((m) => typicalError(m, 8));
  const rate = Math.log(many! / few!) / Math.log(16);
  expect(rate).toBeGreaterThan(-0.6);
  expect(rate).toBeLessThan(-0.4);
  expect(many).toBeLessThan(0.05);
});

test("buckets that fill many chunks have that gradient too", () => {
  const long = { ...size, b: 1, n: 150 };
  const heads = headNumbers(long, [133]);
  const { q, k, v, y, ledger } = openHeads(yoso, { hash_code_len: 1, num_hash: 3 }, long);
  const drawn = randomValues(ledger.randoms);
  const isReal = (at: number) => heads.mask[Math.floor(at / d) % long.n]!;
  const seed = normals(6, heads.q.length).map((value, at) => value * isReal(at));
  const root = ops.reduceSum(ops.mul(y, ops.constant(Float32Array.from(seed), y.shape)));
  const options = { meets: sampledMeeting(Object.values(drawn)[0]!, 3, 1), tau: 1 };
  const want = naiveYoso(long, heads, options, seed);
  const got = evaluate(gradients(root, [q, k, v]), { ...heads, ...drawn });
  for (const [i, name] of (["dq", "dk", "dv"] as const).entries()) {
    expectClose(got[i]!, want[name], 1e-6, name);
  }
});

test.each(["sampled", "expectation"])(
  "%s: equal tokens give finite numbers in float32",
  async (mode) => {
    const { results, feedsOf } = open({ mode, hash_code_len: 4 });
    const same = { ...feedsOf(1), q: numbers.q.map(() => 1), k: numbers.k.map(() => 1) };
    for (const result of await run(results, same)) {
      expect(result.every(Number.isFinite)).toBe(true);
    }
  },
);

test("with a window, a convolution of the values is added, one kernel a head", () => {
  const taps = 3;
  const { y, mask, ledger } = openHeads(yoso, { mode: "expectation", conv_window: taps }, odd);
  const [kernel] = ledger.parameters;
  expect(kernel).toMatchObject({ name: "layers.0.conv", shape: [h, taps] });
  const w = normals(9, h * taps);
  const real = ops.mul(y, ops.reshape(mask, [b, 1, n, 1]));
  const [got] = evaluate([real], { ...numbers, [kernel!.name]: w });
  const plain = open({ mode: "expectation" }).mixed(1);
  const isReal = (example: number, i: number) =>
    i >= 0 && i < n && numbers.mask[example * n + i] === 1;
  const want = plain.map((value, at) => {
    const [i, head] = [Math.floor(at / d) % n, Math.floor(at / (n * d))];
    if (!isReal(Math.floor(head / h), i)) return 0;
    return [-1, 0, 1].reduce((sum, shift) => {
      const seen = isReal(Math.floor(head / h), i + shift);
      return sum + (seen ? w[(head % h) * taps + shift + 1]! * numbers.v[at + shift * d]! : 0);
    }, value);
  });
  expectClose(got!, want, 1e-12);
});

test.each([
  { hash_code_len: 3, num_hash: 5, conv_window: 3 },
  { mode: "expectation", hash_code_len: 3, conv_window: 3 },
])(
  "where the slope of B has no part, gradients are those of central differences: %o",
  async (options) => {
    const { y, mask, ledger } = openStack(yoso, options, true);
    const scope = "layers.0.mix.projections";
    const width = size.h * size.d; // of queries, keys and values each
    const isOfValues = (element: number) => element % (3 * width) >= 2 * width;
    const wrt = ledger.parameterTensors.filter(
      ({ name }) => !name!.startsWith("layers.0.mix.norm"),
    );
    expect(wrt.map(({ name }) => name)).toEqual(
      expect.arrayContaining([`${scope}.weight`, "layers.0.mix.conv", "layers.0.mix.out.weight"]),
    );
    const real = ops.mul(y, ops.reshape(mask, [size.b, size.n, 1]));
    const x = normals(1, size.b * size.n * size.e);
    const feeds = { ...ledgerFeeds(ledger), x, mask: raggedMask([11, 5], size.n) };
    await checkGradients([real], feeds, {
      wrt,
      probes: 11,
      tolerance: 1e-6,
      isTried: (input, element) => !input.startsWith(scope) || isOfValues(element),
    });
  },
);

test("has the parameters of softmax attention, and hyperplanes for every head and layer", () => {
  const { parameters, randoms } = openStack(yoso, {}).ledger;
  expect(parameters).toEqual(openStack(softmax, {}).ledger.parameters);
  const name = "random.layers.0.mix.hyperplanes";
  const planes = { name, shape: [size.h, size.d, 16 * 10], distribution: "normal" };
  expect(randoms).toEqual([planes]);
  expect(openStack(yoso, {}, true).ledger.randoms).toEqual([planes]);
  expect(openStack(yoso, { mode: "expectation" }).ledger.randoms).toEqual([]);
});

test("sampled, costs hashing and some passes for each hash, linear in n", () => {
  const [b, h, n, d, m, tau] = [2, 3, 512, 32, 16, 8];
  const wide = { ...size, b, h, n, d };
  const options = { hash_code_len: tau, num_hash: m };
  const hashing = 2 * (2 * d * m * tau + 2 * m * tau); // products, bits to numbers; of queries and keys
  const sums = 3 * m * d; // running sums, their differences, over hashes
  const units = 3 * 4 * d; // lengths, of q, k and y
  const flops = mixFlops(yoso, options, wide);
  expect(flops / (b * h * n * (hashing + sums + units))).toBeGreaterThanOrEqual(1);
  expect(flops / (b * h * n * (hashing + sums + units))).toBeLessThan(1.1);
  const [twice, thrice] = [2, 3].map((times) => mixFlops(yoso, options, { ...wide, n: times * n }));
  const growth = (thrice! - twice!) / (twice! - flops); // what the 2^τ buckets cost does not grow
  expect(growth).toBeGreaterThan(0.99);
  expect(growth).toBeLessThan(1.01);
});

test("expected, costs two products over n × n and the passes of a series", () => {
  const [b, h, n, d, tau] = [2, 3, 512, 32, 8];
  const passes = 4 + 14 + 1 + 4 + 3; // |s| and √(1 − |s|), series and product, obtuse angles, eighth power
  const formula = b * h * n * n * (2 * d + passes + 2 * d);
  const options = { mode: "expectation", hash_code_len: tau };
  const flops = mixFlops(yoso, options, { ...size, b, h, n, d });
  expect(flops / formula).toBeGreaterThanOrEqual(1);
  expect(flops / formula).toBeLessThan(1.05);
});

test.each([{ mode: "fast" }, { hash_code_len: 0 }, { num_hash: 0.5 }, { conv_window: 4 }])(
  "refuses %o",
  (options) => {
    const { error } = yoso.options.safeParse(options);
    expect(error?.issues.map(({ path }) => path)).toEqual([Object.keys(options)]);
  },
);

test("refuses more buckets than can be sorted, with a length of code that works", () => {
  const at = (n: number, options: object) =>
    yoso.refuses!(yoso.options.parse(options), { ...size, n });
  expect(at(4096, { hash_code_len: 12 })).toBeNull();
  expect(at(4096, { hash_code_len: 13 })).toBe(
    "hash_code_len: got 13: too many buckets to sort 4096 tokens by. Use 12.",
  );
  expect(at(4096, { mode: "expectation", hash_code_len: 13 })).toBeNull();
});
