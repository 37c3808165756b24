/** The variant that people copy is held to what every variant is held to. */
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { ops } from "../graph/index.ts";
import type { Variant } from "../variants/index.ts";
import { evaluate } from "./support/evaluate.ts";
import { checkGradients } from "./support/gradients.ts";
import { mixTokens, openTokens, tokenFlops, tokenNumbers } from "./support/mixed-tokens.ts";
import { expectClose, normals } from "./support/numbers.ts";
import { run } from "./support/run.ts";
import { raggedMask, size } from "./support/variant-stack.ts";

const { href } = pathToFileURL(resolve("examples/mine.js"));
const { default: mine } = (await import(href)) as { readonly default: Variant };
const width = 3;
const lengths = [11, 5];
const { b, n, e } = size;

test("it is the equation of its header, in plain loops", () => {
  const tokens = openTokens(mine, { width }, size);
  const feeds = tokenNumbers(tokens, lengths);
  const numbers = (name: string) => feeds[`layers.0.${name}`]! as Float64Array;
  const x = feeds.x as Float64Array;
  const affine = (name: string, row: readonly number[], columns: number) =>
    Array.from({ length: columns }, (_, j) =>
      row.reduce(
        (sum, value, i) => sum + value * numbers(`${name}.weight`)[i * columns + j]!,
        numbers(`${name}.bias`)[j]!,
      ),
    );
  const want = new Float64Array(b * n * e);
  for (let row = 0; row < b; row++) {
    const token = (i: number) => [...x.subarray((row * n + i) * e, (row * n + i + 1) * e)];
    const real = Array.from({ length: lengths[row]! }, (_, i) => i);
    const values = real.map((i) => affine("values", token(i), width));
    const average = Array.from(
      { length: width },
      (_, r) => values.reduce((sum, value) => sum + value[r]!, 0) / values.length,
    );
    for (const i of real) {
      const gates = affine("gates", token(i), width).map((gate) => 1 / (1 + Math.exp(-gate)));
      const opened = gates.map((gate, r) => gate * average[r]!);
      want.set(affine("out", opened, e), (row * n + i) * e);
    }
  }
  expectClose(mixTokens(tokens, feeds), want, 1e-12);
});

test("what stands in padded positions changes no bit at real ones", () => {
  const tokens = openTokens(mine, { width }, size);
  const feeds = tokenNumbers(tokens, lengths);
  const others = normals(2, b * n * e);
  const x = (feeds.x as Float64Array).map((value, at) => {
    const token = Math.floor(at / e);
    return token % n < lengths[Math.floor(token / n)]! ? value : others[at]!;
  });
  expectClose(mixTokens(tokens, { ...feeds, x }), mixTokens(tokens, feeds), 0);
});

test("with every token masked its numbers are finite", async () => {
  const tokens = openTokens(mine, { width }, size);
  const feeds = { ...tokenNumbers(tokens, lengths), mask: raggedMask([0, 0], n) };
  const [y] = await run([tokens.y], feeds);
  expect(y!.every(Number.isFinite)).toBe(true);
});

test("its gradients are those of central differences", async () => {
  const tokens = openTokens(mine, { width }, size, { isTraining: true });
  const seen = ops.mul(tokens.y, ops.reshape(tokens.mask, [b, n, 1]));
  await checkGradients([seen], tokenNumbers(tokens, lengths), {
    wrt: [tokens.x, ...tokens.ledger.parameterTensors],
    probes: 11,
    tolerance: 1e-6,
  });
});

test("with all gates open every token gets the same average", () => {
  const tokens = openTokens(mine, { width }, size);
  const feeds = tokenNumbers(tokens, lengths);
  const weight = new Float64Array(e * width);
  const bias = new Float64Array(width).fill(50);
  const open = { ...feeds, "layers.0.gates.weight": weight, "layers.0.gates.bias": bias };
  const [y] = evaluate([tokens.y], open);
  const first = y!.subarray(0, e);
  for (let i = 1; i < n; i++) expectClose(y!.subarray(i * e, (i + 1) * e), first, 1e-12);
});

test("it grows with the length as it claims", () => {
  const [short, long] = [512, 1024].map((n) => tokenFlops(mine, {}, { ...size, n }));
  const { exponent } = mine.cost(mine.options.parse({}));
  expect(Math.log2(long! / short!)).toBeCloseTo(exponent, 2);
});
