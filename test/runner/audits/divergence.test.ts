import { expect, test } from "vitest";
import { ops, print } from "../../../graph/index.ts";
import { encode } from "../../../graph/onnx/index.ts";
import { names, type Step } from "../../../model/index.ts";
import { culpritOf } from "../../../runner/audits/culprit.ts";
import { divergence } from "../../../runner/audits/divergence.ts";
import { firstWeights, vector } from "../../../runner/feeds.ts";
import { describeModel, resolve } from "../../../runner/index.ts";
import { openTrainer } from "../../../runner/trainer.ts";
import { cellOf } from "../cells.ts";

/** loss = Σ e^(A A) − Σ s, with A [2, 2] and b [3] in the parameters and s [2] in the states. */
function toyStep(): Step {
  const parameters = ops.input(names.parameters, [7]);
  const b = ops.slice(parameters, 0, 0, 3);
  const A = ops.reshape(ops.slice(parameters, 0, 3, 7), [2, 2]);
  const s = ops.input(names.states, [2]);
  const all = ops.reduceSum(ops.exp(ops.matmul(A, A)), undefined, false);
  const loss = ops.add(ops.sub(all, ops.reduceSum(s, undefined, false)), ops.reduceSum(b));
  const init = { kind: "normal", sd: 1 } as const;
  const slot = (name: string, shape: readonly number[]) => ({ name, shape, init });
  return {
    graph: { outputs: { [names.loss]: loss }, parameters: [b, A] },
    parameters: [slot("bias", [3]), slot("layers.0.A", [2, 2])],
    states: [slot("centroids", [2])],
    randoms: [],
  };
}

const fed = (parameters: readonly number[], states = [0, 0]) => ({
  [names.parameters]: vector(Float32Array.from(parameters)),
  [names.states]: vector(Float32Array.from(states)),
});

const atStep12 = {
  kind: "diverged",
  step: 12,
  loss: Number.POSITIVE_INFINITY,
  weights: null,
} as const;

const told = (
  diverged: Parameters<typeof divergence>[0],
  seen: Parameters<typeof divergence>[1],
  step = toyStep(),
) =>
  divergence(diverged, seen, step, async () =>
    seen ? culpritOf(step, seen, 1) : "logits[3, 1] (example, class) became NaN",
  );

test("the first tensor that is not finite is named as lra show names it, with its op, shape and parameter", async () => {
  const step = toyStep();
  const reason = await told(atStep12, fed([1, 2, 3, 1, 0, 0, -20]), step);
  expect(reason).toBe(
    "the loss became Infinity at step 12: first in Exp [2, 2] (%5, after layers.0.A), from finite inputs; the largest parameter was 20.0",
  );
  expect(print(step.graph)).toContain("\n%5 float32[2, 2] = Exp(%4)\n");
});

test("weights that were not finite before the step are named with their slot", async () => {
  const infinite = fed([1, 2, 3, Number.NaN, 0, 0, 1]);
  expect(await told(atStep12, infinite)).toBe(
    "the loss became Infinity at step 12: the parameters had become NaN, first in layers.0.A, by the update before it",
  );
  const weights = { parameters: Float32Array.of(1, 2, 3, 4, 5, 6, Number.NaN), states: null };
  expect(await told({ ...atStep12, loss: 2, weights }, null)).toBe(
    "at step 12 the parameters had become NaN, first in layers.0.A",
  );
  const states = fed([0, 0, 0, 0, 0, 0, 0], [0, Number.NEGATIVE_INFINITY]);
  expect(await told(atStep12, states)).toBe(
    "the loss became Infinity at step 12: the states had become -Infinity, first in centroids, by the update before it",
  );
});

test("a step that is finite on the CPU says so", async () => {
  expect(await told(atStep12, fed([0, 0, 0, 0, 0, 0, 3e5]))).toContain("Exp");
  expect(await told(atStep12, fed([0, 0, 0, 0, 0, 0, 3]))).toBe(
    "the loss became Infinity at step 12: run again on cpu, the same step is finite; the largest parameter was 3.00",
  );
});

test("a validation loss that is not finite is told by the weights that it was seen with", async () => {
  const seen = (...parameters: number[]) => ({
    ...atStep12,
    loss: Number.NaN,
    weights: { parameters: Float32Array.from(parameters), states: null },
  });
  expect(await told(seen(0, Infinity, 0, 0, 0, 0, 0), null)).toBe(
    "the validation loss became NaN at step 12: the parameters had become Infinity, first in bias, by the update of that step",
  );
  expect(await told(seen(0, 1e30, 0, 0, 0, 0, 0), null)).toBe(
    "the validation loss became NaN at step 12: logits[3, 1] (example, class) became NaN; the largest parameter was 1.00e+30",
  );
});

test("a learning rate that blows a model up is found in the very step, whose state is as it was before", async () => {
  const overrides = {
    batch: 3,
    "architecture.layers": 1,
    "optimiser.learningRate": 1e30,
    "optimiser.schedule": { kind: "rsqrt", warmup: 1 },
  };
  const { model, training } = resolve(cellOf({ length: 7, overrides }));
  const { train } = describeModel({ model, training });
  const { optimiser, steps } = training;
  const options = {
    device: "cpu",
    threads: 1,
    data: model.data,
    optimiser,
    steps,
    seed: 0,
  } as const;
  const trainer = await openTrainer(train, encode(train.graph), options);
  const batch = {
    tokens: Int32Array.from({ length: 21 }, (_, i) => 1 + (i % 13)),
    mask: new Float32Array(21).fill(1),
    labels: Int32Array.of(4, 0, 9),
    count: 3,
  };
  expect(await trainer.untaken()).toBeNull();
  let [step, loss] = [0, 0];
  while (Number.isFinite(loss) && step < 9) {
    step++;
    loss = await trainer.step(batch);
  }
  const untaken = (await trainer.untaken())!;
  const before = await trainer.weights();
  await trainer.close();
  expect(untaken[names.parameters]!.data).toEqual(before.parameters);
  expect(untaken[names.tokens]!.data).toEqual(batch.tokens);
  expect(before.parameters).not.toEqual(firstWeights(train, 0).parameters);
  const reason = await told({ kind: "diverged", step, loss, weights: null }, untaken, train);
  expect(reason).toMatch(
    /^the loss became (NaN|Infinity) at step \d: first in \w+ \[[\d, ]+\] \(%\d+, after [\w.]+\), from finite inputs; the largest parameter was \d\.\d\de\+(29|30)$/,
  );
});
