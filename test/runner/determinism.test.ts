import { expect, test } from "vitest";
import { encode } from "../../graph/onnx/index.ts";
import { describeModel, resolve } from "../../runner/index.ts";
import { speedBatch } from "../../runner/speed.ts";
import { openTrainer } from "../../runner/trainer.ts";
import { type VariantName, variants } from "../../variants/index.ts";
import { cellOf } from "./cells.ts";

const steps = 4;

/** Large enough that ONNX Runtime shares most ops out between the threads. */
const overrides = {
  steps,
  batch: 8,
  "architecture.dropout": 0.1,
  "optimiser.schedule": { kind: "rsqrt", warmup: 1 },
};

/** Losses of a training of the variant in a session of its own, and the weights that it ends with. */
async function trained(variant: VariantName, threads: number) {
  const { model, training } = resolve(cellOf({ variants: [variant], length: 96, overrides }));
  const { train } = describeModel({ model, training });
  const { optimiser } = training;
  const options = { device: "cpu", threads, data: model.data, optimiser, steps, seed: 0 } as const;
  const trainer = await openTrainer(train, encode(train.graph), options);
  const losses: number[] = [];
  for (let seed = 0; seed < steps; seed++)
    losses.push(await trainer.step(speedBatch({ model, seed })));
  const weights = await trainer.weights();
  await trainer.close();
  return { losses, weights };
}

test.each(Object.keys(variants) as VariantName[])(
  "%s: two trainings on two threads are the same to the last bit of the last weight",
  async (variant) => {
    const first = await trained(variant, 2);
    expect(await trained(variant, 2)).toEqual(first);
    expect(new Set(first.losses).size).toBe(steps);
    expect(first.losses.every(Number.isFinite)).toBe(true);
  },
);
