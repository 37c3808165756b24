import { expect, test } from "vitest";
import { sizeOf } from "../../graph/index.ts";
import { variants } from "../../variants/index.ts";
import { evaluate } from "../support/evaluate.ts";
import { headNumbers, mixFlops, mixHeads } from "../support/mixed-heads.ts";
import { expectClose } from "../support/numbers.ts";
import { openHeads, openStack, size } from "../support/variant-stack.ts";
import { exponential, weightedMean } from "../support/weighted-mean.ts";

const { softmax } = variants;
const odd = { ...size, n: 7 };
const numbers = headNumbers(odd, [7, 4]);

test("is the mean of the values, weighted by e^(q·k / √d)", () => {
  const want = weightedMean(odd, numbers, { similarity: exponential });
  expectClose(mixHeads(softmax, {}, odd, numbers), want, 1e-7); // 1 / √d is float32 in the graph
});

test("has four projections with their biases, and no parameter more", () => {
  const { e, h, d } = size;
  const { parameters } = openStack(softmax, {}).ledger;
  const mix = parameters.filter(({ name }) => /^layers\.0\.mix\.(?!norm)/.test(name));
  const count = mix.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  expect(count).toBe(4 * e * h * d + 3 * h * d + e);
});

test("costs two products over n × n and a softmax of five passes", () => {
  const [b, h, n, d] = [2, 3, 512, 32];
  const formula = b * h * n * n * (2 * d + 5 + 2 * d);
  const flops = mixFlops(softmax, {}, { ...size, b, h, n, d });
  expect(flops / formula).toBeGreaterThanOrEqual(1);
  expect(flops / formula).toBeLessThan(1.05); // scaling, and how the mask gets in
});

/** Random inputs that make every noise the fractional part of 2¹² (1 + `first`), its columns being 0. */
function trained(rate: number, first: number): Float64Array {
  const { y, ledger } = openHeads(softmax, {}, odd, rate);
  const noise = ledger.randoms.map(({ name, shape }) => [
    name,
    new Float64Array(sizeOf(shape)).fill(name.endsWith("rows") ? first : 0),
  ]);
  expect(noise).toHaveLength(2);
  return evaluate([y], { ...numbers, ...Object.fromEntries(noise) })[0]!;
}

test("with dropout, what is kept is scaled up, and what is dropped is gone", () => {
  const [plain] = evaluate([openHeads(softmax, {}, odd).y], { ...numbers });
  const keepsAll = trained(0.25, 0.5 / 2 ** 12); // noise 0.5
  expectClose(
    keepsAll.map((y) => 0.75 * y),
    plain!,
    1e-7, // 1 / 0.75 is float32 in the graph
  );
  expectClose(trained(0.25, 0), new Float64Array(plain!.length), 0); // noise 0
});
