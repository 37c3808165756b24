import { describe, expect, test } from "vitest";
import { gradients, nodesOf, ops, sizeOf } from "../../graph/index.ts";
import { type Size, variants } from "../../variants/index.ts";
import { evaluate } from "../support/evaluate.ts";
import { mixTokens, openTokens, tokenFlops, tokenNumbers } from "../support/mixed-tokens.ts";
import { byExample } from "../support/naive-tokens.ts";
import { expectClose, type Feeds, normals } from "../support/numbers.ts";
import { openStack, size } from "../support/variant-stack.ts";

const { fnet } = variants;

const open = (at: Size) => openTokens(fnet, { multiple: at.n }, at);

/** Re(F_n X F_e) / √(n e) as it is defined: n e terms for each number. */
function naive(at: Size, feeds: Feeds): Float64Array {
  const { n, e } = at;
  return byExample(at, feeds, ({ x, isReal }) =>
    x.map((_, k) =>
      Float64Array.from({ length: e }, (_, m) => {
        let sum = 0;
        for (let t = 0; t < n; t++) {
          if (!isReal[t]) continue;
          for (let j = 0; j < e; j++) {
            sum += x[t]![j]! * Math.cos(2 * Math.PI * ((t * k) / n + (j * m) / e));
          }
        }
        return sum / Math.sqrt(n * e);
      }),
    ),
  );
}

describe.each([1, 2, 7, 9, 14, 16, 35, 60, 64])("%d tokens", (n) => {
  test.each([{ e: 11 }, { e: 8 }])(
    "are mixed as the transform is defined, $e features",
    ({ e }) => {
      const at = { ...size, n, e };
      const tokens = open(at);
      const feeds = tokenNumbers(tokens, [n, Math.ceil(n / 2)]);
      expectClose(mixTokens(tokens, feeds), naive(at, feeds), 2e-7); // float32 cosines
    },
  );
});

test("the gradient is the transform of the cotangent, zero at padded tokens", () => {
  const at = { ...size, n: 12 };
  const { x, y, mask } = open(at);
  const dy = normals(2, sizeOf(y.shape));
  const numbers = { x: normals(1, dy.length), mask: new Float64Array(sizeOf(mask.shape)).fill(1) };
  const [dx] = gradients(y, [x], ops.input("dy", y.shape));
  const [got] = evaluate([dx!], { ...numbers, dy });
  expectClose(got!, evaluate([y], { ...numbers, x: dy })[0]!, 0);
});

test.each([7, 64, 1024])("what is mixed of %d tokens is as large as what it was", (n) => {
  const at = { ...size, n };
  const tokens = open(at);
  const feeds = tokenNumbers(tokens, [n, n]);
  const energy = (x: ArrayLike<number>) => Array.from(x).reduce((sum, value) => sum + value ** 2);
  const ratio = Math.sqrt(energy(mixTokens(tokens, feeds)) / energy(feeds.x!));
  expect(ratio).toBeGreaterThan(0.65); // √½ in the mean: the real part of a unitary transform
  expect(ratio).toBeLessThan(0.76);
});

test("has no parameters of its own", () => {
  const { parameters } = openStack(fnet, { multiple: 14 }).ledger;
  const mix = parameters.filter(({ name }) => name.startsWith("layers.0.mix."));
  expect(mix.map(({ name }) => name).sort()).toEqual([
    "layers.0.mix.norm.bias",
    "layers.0.mix.norm.gain",
  ]);
});

test.each([
  { n: 1024, n1: 32, n2: 32 },
  { n: 2048, n1: 32, n2: 64 },
  { n: 1088, n1: 32, n2: 34 },
])(
  "$n tokens cost $n1 + $n2 products each, and as many as e over the features",
  ({ n, n1, n2 }) => {
    const wide = { ...size, n, e: 48 };
    const { b, e } = wide;
    const k2 = n2 / 2 + 1; // the others are conjugates of these
    const inner = 2 * (2 * k2) * n2 * (n1 * e);
    const outer = 2 * k2 * (2 * n1) * (2 * n1) * e;
    const features = 2 * k2 * n1 * (2 * e) * (2 * e);
    const flops = tokenFlops(fnet, {}, wide);
    expect(flops / (b * (inner + outer + features))).toBeGreaterThanOrEqual(1);
    expect(flops / (b * (inner + outer + features))).toBeLessThan(1.02); // mask
  },
);

test.each([1024, 4096])("at %d tokens its constants are a small part of n × n", (n) => {
  const { y } = openTokens(fnet, {}, { ...size, b: 1, n });
  const constants = nodesOf([y]).flatMap(({ inputs }) => inputs.filter(({ data }) => data));
  const largest = Math.max(...constants.map(({ shape }) => sizeOf(shape)));
  expect(largest).toBeLessThan(n ** 1.5);
});

test("pads to a multiple of 64 unless told", () => {
  expect(fnet.multipleOf?.(fnet.options.parse({}))).toBe(64);
  expect(fnet.multipleOf?.(fnet.options.parse({ multiple: 6 }))).toBe(6);
});

test.each([{ multiple: 0 }, { multiple: -64 }, { multiple: 1.5 }])("refuses %o", (options) => {
  const { error } = fnet.options.safeParse(options);
  expect(error?.issues.map(({ path }) => path)).toEqual([["multiple"]]);
});

test("refuses a length without two factors near its root, and says which multiple would do", () => {
  const why = (n: number) => fnet.refuses?.(fnet.options.parse({ multiple: 1 }), { ...size, n });
  expect(why(4001)).toBe(
    "multiple: n must have two factors near its root: got 4001 = 1 · 4001. Use 64.",
  );
  expect(why(2 * 67)).toContain("got 134 = 2 · 67.");
  for (const n of [1, 7, 13, 15, 4000]) expect(why(n)).toBeNull();
  for (let n = 64; n <= 65536; n += 64) expect(why(n)).toBeNull();
});
