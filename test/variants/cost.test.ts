import { describe, expect, test } from "vitest";
import { cost, gradients, ops } from "../../graph/index.ts";
import { type Variant, type VariantName, variants } from "../../variants/index.ts";
import { openStack, size } from "../support/variant-stack.ts";
import { allForms } from "./forms.ts";

const short = 2048;
const times = 4;

/** Small, so that at these lengths what is claimed is nearly all there is. */
const small = allForms.map((form) => ({ ...form, short: 0.25 }));

/** What a user gets who sets nothing. Parts that grow less, such as landmarks' inverses, may still be the larger ones. */
const defaults = Object.keys(variants).map((name) => ({
  name: name as VariantName,
  form: { options: {} },
  title: `${name} by default`,
  short: 0.75,
}));

/** By how much faster than claimed FLOPs may grow; BigBird's header says why it is more. */
const excess = (name: VariantName): number => (name === "bigbird" ? 0.15 : 0.1);

/** A training pass over about n tokens: its FLOPs, and how many numbers it holds at its peak. */
function pass(variant: Variant, given: object, about: number) {
  const multiple = variant.multipleOf?.(variant.options.parse(given)) ?? 1;
  const n = Math.ceil(about / multiple) * multiple;
  const { x, y, ledger } = openStack(variant, given, true, { ...size, b: 1, n });
  const root = ops.reduceSum(ops.square(y), undefined, false);
  const dxs = gradients(root, [x, ...ledger.parameterTensors]);
  const { flops, peakActivationBytes } = cost({
    outputs: Object.fromEntries([root, ...dxs].entries()),
  });
  return { n, flops, held: peakActivationBytes / 4 };
}

describe.each([...small, ...defaults])("$title", ({ name, form, short: least }) => {
  const variant: Variant = variants[name];
  const claimed = variant.cost(variant.options.parse(form.options)).exponent;

  test("FLOPs and what is held grow as claimed", () => {
    const [a, z] = [short, times * short].map((about) => pass(variant, form.options, about));
    const exponent = (small: number, large: number) =>
      Math.log(large / small) / Math.log(z!.n / a!.n);
    const flops = exponent(a!.flops, z!.flops);
    expect(flops).toBeGreaterThan(claimed - least);
    expect(flops).toBeLessThan(claimed + excess(name));
    expect(exponent(a!.held, z!.held)).toBeLessThan(claimed + 0.05);
    if (claimed < 2) expect(z!.held).toBeLessThan(z!.n ** 2);
  });
});

/** At the blocks that one takes, these are sparse although they claim n²: for n / s columns, or for scores of blocks. */
test.each([
  ["sparse", { stride: 128, c: 2 }],
  ["sparse", { pattern: "strided", stride: 128 }],
  ["sinkhorn", {}],
  ["sinkhorn", { sortcut: 2 }],
] as const)("%s %o holds no n × n scores", (name, options) => {
  const { n, held } = pass(variants[name], options, times * short);
  expect(held).toBeLessThan(n ** 2);
});

test("what holds n × n scores of each head is seen to do so", () => {
  const { n, held } = pass(variants.softmax, {}, times * short);
  expect(held).toBeGreaterThanOrEqual(size.h * n ** 2);
});
