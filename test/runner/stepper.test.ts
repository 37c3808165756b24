/** k steps in a `Loop` are k steps outside, on the CPU provider. */
import { describe, expect, test } from "vitest";
import { ops } from "../../graph/index.ts";
import { encode } from "../../graph/onnx/index.ts";
import { type ModelSpec, names, type Optimiser, trainStep } from "../../model/index.ts";
import { stepsPerRun } from "../../runner/stepper.ts";
import { openTrainer } from "../../runner/trainer.ts";
import { type Batch, stream } from "../../tasks/index.ts";
import { type VariantName, variants } from "../../variants/index.ts";
import { smallModel, transparent } from "../support/small-model.ts";
import { nothing, toy } from "../support/toy.ts";
import { raggedMask, size } from "../support/variant-stack.ts";

const data = { batch: size.b, length: size.n, vocabulary: 17, classes: 3, towers: 1 } as const;

/** Moments are at work in it, and so are the norm, decay and a rate that changes from step to step. */
const optimiser: Optimiser = {
  ...transparent,
  schedule: { kind: "cosine", warmup: 5 },
  beta1: 0.9,
  beta2: 0.98,
  weightDecay: 0.1,
  clipNorm: 1,
};

const modelOf = (name: VariantName, options: Readonly<Record<string, unknown>>): ModelSpec =>
  smallModel({
    data,
    variant: variants[name],
    options: variants[name].options.parse(options),
    widths: { layers: 1, dropout: 0.1, attentionDropout: 0.1 },
  });

/** Documents of all lengths, other ones at every step. */
function batchAt(step: number): Batch {
  const random = stream(1, "batch", step);
  const [count, n] = [data.batch, data.length];
  const lengths = Array.from({ length: count }, () => 1 + random.int(n));
  return {
    tokens: Int32Array.from({ length: count * n }, () => random.int(data.vocabulary)),
    mask: Float32Array.from(raggedMask(lengths, n)),
    labels: Int32Array.from({ length: count }, () => random.int(data.classes)),
    count,
  };
}

const batches = Array.from({ length: 7 }, (_, step) => batchAt(step));

/** These of seven batches in steps, at most so many a run: losses, weights before and after, the step that was not taken. */
async function stepsOver(given: readonly Batch[], model: ModelSpec, stepsPerRun: number) {
  const train = trainStep(model, optimiser);
  const where = { device: "cpu", threads: 1, stepsPerRun } as const;
  const options = { ...where, data, optimiser, steps: 7, seed: 3 };
  const trainer = await openTrainer(train, encode(train.graph), options);
  const first = await trainer.weights();
  const losses = await trainer.steps(given);
  const [weights, untaken] = [await trainer.weights(), await trainer.untaken()];
  await trainer.close();
  return { first, losses, weights, untaken };
}

describe("seven steps, three a run, have the losses and weights of seven runs, to the last bit", () => {
  test.each<[VariantName, Readonly<Record<string, unknown>>]>([
    ["softmax", {}],
    ["performer", { nb_features: 13, redraw_interval: 2 }],
    ["mgk", { mode: "soft" }],
    ["yoso", { hash_code_len: 2, num_hash: 3 }],
    ["sinkhorn", { block_size: 2, gumbel: true }],
  ])("%s %o", async (name, options) => {
    const model = modelOf(name, options);
    const outside = await stepsOver(batches, model, 1);
    const inside = await stepsOver(batches, model, 3);
    expect(new Set(outside.losses).size).toBe(7);
    expect(inside.losses).toEqual(outside.losses);
    expect(inside.weights).toEqual(outside.weights);
    expect(outside.weights.parameters).not.toEqual(outside.first.parameters);
    expect(outside.weights.states === null).toBe(outside.first.states === null);
    if (outside.first.states) expect(outside.weights.states).not.toEqual(outside.first.states);
  });
});

test("a loss that is not finite is the last, wherever in a run it is; its step and those behind it are not taken", async () => {
  const model = modelOf("mgk", { mode: "soft" });
  const ill = batches.map((batch, step) =>
    step === 4 ? { ...batch, mask: batch.mask.map(() => Number.NaN) } : batch,
  );
  const sound = await stepsOver(batches.slice(0, 4), model, 1);
  const outside = await stepsOver(ill, model, 1);
  const inside = await stepsOver(ill, model, 3);
  expect(outside.losses).toHaveLength(5);
  expect(outside.losses.map(Number.isFinite)).toEqual([true, true, true, true, false]);
  expect(inside).toEqual(outside);
  expect(inside.weights).toEqual(sound.weights);
  expect(sound.untaken).toBeNull();
  expect(inside.untaken![names.parameters]!.data).toEqual(inside.weights.parameters);
  expect(inside.untaken![names.tokens]!.data).toEqual(ill[4]!.tokens);
});

test("a state that a step writes and does not read is there all the same", async () => {
  const noting = toy({
    mix: (x, layer) => {
      const seen = layer.state("seen", [data.batch], { kind: "constant", value: 0 });
      seen.update(ops.reduceSum(layer.mask, 1, false));
      return nothing(x);
    },
  });
  const model = smallModel({ data, variant: noting, widths: { layers: 1 } });
  const { weights } = await stepsOver(batches, model, 3);
  const { mask } = batches[6]!;
  const visible = (row: number) => mask.slice(row * size.n, (row + 1) * size.n).filter(Boolean);
  expect([...weights.states!]).toEqual([visible(0).length, visible(1).length]);
});

describe("a run takes", () => {
  const { graph, ...rest } = trainStep(modelOf("softmax", {}), optimiser);
  const step = { graph, ...rest };
  const kept = [names.parameters, names.firstMoment, names.secondMoment];

  test("many steps on CUDA, where weights cross at every run; one elsewhere, and in a profile", () => {
    expect(stepsPerRun(step, kept, { device: "cuda" })).toBe(32);
    expect(stepsPerRun(step, kept, { device: "cpu" })).toBe(1);
    expect(stepsPerRun(step, kept, { device: "webgpu" })).toBe(1);
    expect(stepsPerRun(step, kept, { device: "cuda", profile: "step" })).toBe(1);
    expect(stepsPerRun(step, kept, { device: "cpu" }, 3)).toBe(3);
  });

  test("as many as 64 MiB hold of what they are fed, the weights apart", () => {
    const fed = (mebibytes: number) => ({
      ...rest,
      graph: {
        outputs: {
          ...graph.outputs,
          noise: ops.reduceSum(ops.input("random.noise", [mebibytes, 2 ** 18])),
        },
      },
    });
    expect(stepsPerRun(fed(2), kept, { device: "cuda" })).toBe(31); // 32 with nothing beside
    expect(stepsPerRun(fed(10), kept, { device: "cuda" })).toBe(6);
    expect(stepsPerRun(fed(100), kept, { device: "cuda" })).toBe(1);
    const heavy = {
      graph: { outputs: { sum: ops.reduceSum(ops.input("parameters", [2 ** 25])) } },
    };
    expect(stepsPerRun({ ...rest, ...heavy }, ["parameters"], { device: "cuda" })).toBe(32);
  });
});
