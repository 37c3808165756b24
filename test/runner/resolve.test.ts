import { expect, test } from "vitest";
import { resolve } from "../../runner/index.ts";
import { cellOf } from "./cells.ts";

test("a cell's numbers are the protocol's, then its exception for the variant, then the cell's overrides", () => {
  const plain = resolve(cellOf({ protocol: "quick", variants: ["local"] }));
  expect(plain.variantOptions).toEqual({ block: 16, neighbours: 0 }); // 16 by the protocol's exception, 0 by default
  expect(plain.training).toMatchObject({ steps: 200, batch: 32, length: 64 });

  const overridden = resolve(
    cellOf({
      protocol: "quick",
      variants: ["local"],
      variantOptions: { local: { block: 8 } },
      taskOptions: { listops: { maxDepth: 2 } },
      overrides: { steps: 5, "optimiser.schedule.warmup": 2, "architecture.classifier": [7] },
      length: 48,
    }),
  );
  expect(overridden.variantOptions).toEqual({ block: 8, neighbours: 0 });
  expect(overridden.choice.options).toMatchObject({
    maxDepth: 2,
    maxArgs: 5,
    operatorProbability: 0.25,
  });
  expect(overridden.training).toEqual({
    ...plain.training,
    steps: 5,
    length: 48,
    optimiser: { ...plain.training.optimiser, schedule: { kind: "cosine", warmup: 2 } },
    architecture: { ...plain.training.architecture, classifier: [7] },
  });
});

test("the model is of the task's vocabulary and classes, at the cell's length", () => {
  const { model } = resolve(cellOf({ length: 24 }));
  expect(model.data).toEqual({ batch: 8, length: 24, vocabulary: 17, classes: 10, towers: 1 });
});

test("overriding a protocol leaves the protocol as it was", () => {
  resolve(cellOf({ overrides: { "optimiser.learningRate": 0.5 } }));
  expect(resolve(cellOf()).training.optimiser.learningRate).toBe(0.003);
});
