import { expect, test } from "vitest";
import { ops } from "../../graph/index.ts";
import { encode } from "../../graph/onnx/index.ts";
import { learningRate, names, type Optimiser, trainStep } from "../../model/index.ts";
import { batchFeeds, firstWeights, scalar, vector, weightFeeds } from "../../runner/feeds.ts";
import { describeModel, resolve } from "../../runner/index.ts";
import { openSession, read } from "../../runner/session.ts";
import { openTrainer } from "../../runner/trainer.ts";
import { nothing, toy } from "../support/toy.ts";
import { cellOf } from "./cells.ts";

const where = { device: "cpu", threads: 1 } as const;

/** One layer of 6 features over 7 tokens, 3 documents a batch. */
function small(change: Partial<Optimiser> = {}, dropout = 0) {
  const optimiser = Object.entries(change).map(([key, value]) => [`optimiser.${key}`, value]);
  const { model, training } = resolve(
    cellOf({
      length: 7,
      overrides: {
        batch: 3,
        steps: 100,
        "architecture.layers": 1,
        "architecture.features": 6,
        "architecture.headFeatures": 6,
        "architecture.hidden": 5,
        "architecture.classifier": [],
        "architecture.dropout": dropout,
        ...Object.fromEntries(optimiser),
      },
    }),
  );
  const { train } = describeModel({ model, training });
  const options = { ...where, data: model.data, optimiser: training.optimiser, steps: 100 };
  const open = (seed: number) => openTrainer(train, encode(train.graph), { ...options, seed });
  return { model, training, train, open };
}

const batch = {
  tokens: Int32Array.from({ length: 21 }, (_, i) => 1 + ((5 * i) % 13)),
  mask: Float32Array.from({ length: 21 }, (_, i) => (i % 7 < 5 ? 1 : 0)),
  labels: Int32Array.of(4, 0, 9),
  count: 3,
};

test("a batch seen again and again is learnt by heart", async () => {
  const trainer = await small({ learningRate: 0.1, schedule: { kind: "rsqrt", warmup: 1 } }).open(
    0,
  );
  const losses: number[] = [];
  for (let step = 0; step < 100; step++) losses.push(await trainer.step(batch));
  await trainer.close();
  expect(losses[0]).toBeCloseTo(Math.log(10), 0); // ten classes, none preferred
  expect(losses.at(-1)).toBeLessThan(0.02);
});

test("the same seed gives the same losses to the last bit, dropout included; another seed others", async () => {
  const losses = async (seed: number) => {
    const trainer = await small({}, 0.3).open(seed);
    const seen = [await trainer.step(batch), await trainer.step(batch), await trainer.step(batch)];
    await trainer.close();
    return seen;
  };
  const first = await losses(1);
  expect(await losses(1)).toEqual(first);
  expect(await losses(2)).not.toEqual(first);
});

/** The gradient at `parameters`: with β₁ = 0 and no clipping, the first moment is the gradient. */
async function gradientAt(parameters: Float32Array): Promise<Float32Array> {
  const { model, training } = small();
  const { graph } = trainStep(model, { ...training.optimiser, beta1: 0, clipNorm: null });
  const session = await openSession(encode(graph), where);
  const zeros = vector(new Float32Array(parameters.length));
  const results = await session.run({
    ...batchFeeds(batch, model.data),
    ...weightFeeds({ parameters, states: null }),
    [names.firstMoment]: zeros,
    [names.secondMoment]: zeros,
    [names.learningRate]: scalar(0),
    [names.correction1]: scalar(1),
    [names.correction2]: scalar(1),
  });
  const gradient = (await read(results[names.next(names.firstMoment)]!)) as Float32Array;
  await session.close();
  return gradient;
}

test("three steps are those of AdamW written out in plain numbers", async () => {
  const { open, train, training } = small({
    weightDecay: 2,
    clipNorm: 0.5,
    schedule: { kind: "cosine", warmup: 2 },
  });
  const { optimiser } = training;
  const { beta1, beta2, epsilon, weightDecay } = optimiser;
  const w = Float64Array.from(firstWeights(train, 5).parameters);
  const m = new Float64Array(w.length);
  const v = new Float64Array(w.length);
  const trainer = await open(5);
  for (let t = 1; t <= 3; t++) {
    const raw = await gradientAt(Float32Array.from(w));
    const norm = Math.hypot(...raw);
    expect(norm).toBeGreaterThan(0.5); // clipping is at work
    const rate = learningRate(optimiser, t - 1, 100);
    raw.forEach((x, i) => {
      const g = (x * 0.5) / norm;
      m[i] = beta1 * m[i]! + (1 - beta1) * g;
      v[i] = beta2 * v[i]! + (1 - beta2) * g * g;
      const adam = m[i]! / (1 - beta1 ** t) / (Math.sqrt(v[i]! / (1 - beta2 ** t)) + epsilon);
      w[i]! -= rate * (adam + weightDecay * w[i]!);
    });
    await trainer.step(batch);
    const got = (await trainer.weights()).parameters;
    expect(got.every(Number.isFinite)).toBe(true);
    // Gradients near 0 are mostly rounding, and Adam divides by their size: float32 leaves 1e-5 of a step.
    for (const [i, x] of got.entries()) expect(x).toBeCloseTo(w[i]!, 4);
  }
  expect(learningRate(optimiser, 2, 100)).toBeGreaterThan(1e-3); // and steps are far larger than that
  await trainer.close();
});

test("weights fetched earlier do not change with later steps", async () => {
  const trainer = await small({ schedule: { kind: "rsqrt", warmup: 1 } }).open(3);
  await trainer.step(batch);
  await trainer.step(batch);
  const { parameters } = await trainer.weights();
  const before = parameters.slice();
  await trainer.step(batch);
  expect((await trainer.weights()).parameters).not.toEqual(before);
  await trainer.close();
  expect(parameters).toEqual(before);
});

test("states that ask for it are drawn anew after so many steps, and evaluation sees the same", async () => {
  const drawn = toy({
    mix: (x, layer) => {
      const { value } = layer.state("drawn", [3], { kind: "normal", sd: 1 }, 2);
      return ops.add(nothing(x), ops.reduceSum(value));
    },
  });
  const { model, training } = small();
  const train = trainStep({ ...model, variant: drawn, options: {} }, training.optimiser);
  const { data } = model;
  const options = { ...where, data, optimiser: training.optimiser, steps: 100, seed: 0 };
  const trainer = await openTrainer(train, encode(train.graph), options);
  const seen: string[] = [];
  for (let step = 0; step < 5; step++) {
    await trainer.step(batch);
    const { states } = await trainer.weights();
    seen.push(String(states));
  }
  await trainer.close();
  const [first, , third, , fifth] = seen;
  expect(seen).toEqual([first, first, third, third, fifth]);
  expect(new Set([first, third, fifth]).size).toBe(3);
});
