/** Toy variants, one a slot: what the constant model hands to it, and what it does with the result. */
import { expect, test } from "vitest";
import { ops } from "../../graph/index.ts";
import type { Variant } from "../../variants/index.ts";
import { evaluate } from "../support/evaluate.ts";
import { layerNorm } from "../support/naive-layer.ts";
import { expectClose, type Feeds, normals } from "../support/numbers.ts";
import { ledgerFeeds } from "../support/slots.ts";
import { toy } from "../support/toy.ts";
import { architecture, openStack, raggedMask, size } from "../support/variant-stack.ts";

const { b, n, e } = size;
const x = normals(1, b * n * e);
const float32 = 1e-6; // the norm's epsilon is float32 in the graph

/** What one layer of this variant makes of `x`, and `x` after the norm of a sublayer. */
function through(variant: Variant) {
  const { y, ledger } = openStack(variant, {});
  const feeds: Feeds = { ...ledgerFeeds(ledger), x, mask: raggedMask([11, 5], n) };
  const token = (i: number) => x.slice(i * e, (i + 1) * e);
  const normed = (sublayer: string) =>
    Array.from({ length: b * n }, (_, i) => [
      ...layerNorm(feeds, `layers.0.${sublayer}.norm`, token(i), architecture),
    ]).flat();
  return { y: evaluate([y], feeds)[0]!, normed };
}

test("with nothing mixed and nothing fed forward, a layer leaves x", () => {
  expect(through(toy({})).y).toEqual(x);
});

test.each(["mix", "feedForward"] as const)("%s gets x normalised, and is added to x", (slot) => {
  const { y, normed } = through(toy({ [slot]: ops.sin }));
  const want = normed(slot).map((value, i) => x[i]! + Math.sin(value));
  expectClose(y, want, float32);
});

test("residual joins both sublayers, mix first, and norms or not as it likes", () => {
  const variant = toy({
    mix: (t) => ops.mul(t, 3),
    feedForward: (t) => ops.add(t, 1),
    residual: (t, sublayer) => ops.mul(sublayer(t), 2),
  });
  const want = x.map((value) => 2 * (2 * 3 * value + 1));
  expectClose(through(variant).y, want, 1e-12);
});

test.each(["mix", "feedForward"] as const)(
  "encode may take %s of a layer alone, after its norm and without the residual",
  (slot) => {
    const { y, normed } = through(
      toy({ [slot]: ops.sin, encode: (t, { layers }) => layers[0]![slot](t) }),
    );
    expectClose(y, normed(slot).map(Math.sin), float32);
  },
);

test("encode that applies the layers in their order is the usual stack", () => {
  const sublayers = { mix: ops.sin, feedForward: ops.cos };
  const encode: Variant["encode"] = (t, { layers }) => layers.reduce((y, l) => l.apply(y), t);
  expect(through(toy({ ...sublayers, encode })).y).toEqual(through(toy(sublayers)).y);
});
