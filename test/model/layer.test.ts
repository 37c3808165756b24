/** What a layer offers to a variant, as toy variants use it. */
import { expect, test } from "vitest";
import { ops, type Tensor } from "../../graph/index.ts";
import { evaluationStep, names, trainStep } from "../../model/index.ts";
import type { Layer } from "../../variants/index.ts";
import { expectClose } from "../support/numbers.ts";
import { cut } from "../support/slots.ts";
import { outputsOf, smallModel, trainFeeds, transparent } from "../support/small-model.ts";
import { nothing, toy } from "../support/toy.ts";

test.each([true, false])(
  "its options, its place, sizes, and whether it trains: %s",
  (isTraining) => {
    const seen: Layer[] = [];
    const variant = toy({
      mix: (t, layer) => {
        seen.push(layer);
        return nothing(t);
      },
    });
    const spec = smallModel({ variant, options: { r: 5 } });
    if (isTraining) trainStep(spec, transparent);
    else evaluationStep(spec);
    const [first, second] = seen.slice(-2);
    expect(first).toMatchObject({ options: { r: 5 }, index: 0, depth: 2, isTraining });
    expect(second).toMatchObject({ options: { r: 5 }, index: 1, depth: 2, isTraining });
    expect(second!.size).toEqual({ b: 2, n: 7, e: 11, h: 3, d: 5, f: 13 });
    expect(second!.mask.shape).toEqual([2, 7]);
  },
);

test("parameters that are named after it", () => {
  const variant = toy({
    mix: (t, layer) => {
      const p = layer.param("p", [11], { kind: "constant", value: 2 });
      return layer.norm("n", layer.dense("d", ops.mul(t, p), 11));
    },
  });
  const { parameters } = evaluationStep(smallModel({ variant }));
  const own = parameters.filter(({ name }) => /^layers\.1\.mix\.(?!norm)/.test(name));
  expect(own.map(({ name, shape }) => [name, shape])).toEqual([
    ["layers.1.mix.n.bias", [11]],
    ["layers.1.mix.n.gain", [11]],
    ["layers.1.mix.d.bias", [11]],
    ["layers.1.mix.d.weight", [11, 11]],
    ["layers.1.mix.p", [11]],
  ]);
});

test("no name twice", () => {
  const variant = toy({ mix: (t, layer) => layer.dense("d", layer.dense("d", t, 11), 11) });
  expect(() => evaluationStep(smallModel({ variant }))).toThrow(
    'ledger: names must differ: got "layers.0.mix.d.weight" twice. Give the second another name.',
  );
});

test("random numbers by name, shape and distribution, at evaluation too", () => {
  const variant = toy({
    mix: (t, layer) => ops.mul(t, layer.random("hashes", [11], "normal")),
  });
  const spec = smallModel({ variant });
  const hashesOf = (layer: number) => ({
    name: `random.layers.${layer}.mix.hashes`,
    shape: [11],
    distribution: "normal",
  });
  expect(trainStep(spec, transparent).randoms).toEqual([hashesOf(0), hashesOf(1)]);
  expect(evaluationStep(spec).randoms).toEqual([hashesOf(0), hashesOf(1)]);
});

/** The loss that a step reports, and a parameter w with its gradient, that only `penalty · Σ w² / 2` depends on. */
function withPenalty(penalty: number) {
  const mix = (x: Tensor, layer: Layer) => {
    const w = layer.param("w", [3], { kind: "constant", value: 1 });
    layer.addLoss(ops.mul(ops.reduceSum(ops.square(w), undefined, false), penalty / 2));
    return nothing(x);
  };
  const spec = smallModel({ variant: toy({ mix }) });
  const step = trainStep(spec, transparent);
  const feeds = trainFeeds(spec, step);
  const [loss, gradient] = outputsOf(step, [names.loss, names.next(names.firstMoment)], feeds);
  const [w, dw] = [feeds[names.parameters]!, gradient!].map(
    (flat) => cut(step.parameters, flat)["layers.1.mix.w"]!,
  );
  return { loss: loss![0], w: Array.from(w!), dw: dw! };
}

test("auxiliary losses, which have their gradients but stay out of the loss that is reported", () => {
  const { loss, w, dw } = withPenalty(0.5);
  const want = w.map((value) => 0.5 * value);
  expectClose(dw, want, 1e-12);
  expect(loss).toBe(withPenalty(0).loss);
});
