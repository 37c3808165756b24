import { describe, expect, test } from "vitest";
import {
  type Architecture,
  evaluationStep,
  initialValues,
  type ModelSpec,
  type Slot,
} from "../../model/index.ts";
import { stream } from "../../tasks/index.ts";
import { defineVariant, type Init, variants } from "../../variants/index.ts";
import { cut } from "../support/slots.ts";
import { smallModel } from "../support/small-model.ts";

const slot = (name: string, init: Init, ...shape: number[]): Slot => ({ name, shape, init });
const valuesOf = (slots: readonly Slot[]) =>
  cut(
    slots,
    initialValues(slots, (name) => stream(1, name)),
  );

describe("each kind begins as it says", () => {
  const count = 10_000;
  const numbers = (init: Init) => Float64Array.from(valuesOf([slot("w", init, count)]).w!);
  const mean = (x: Float64Array) => x.reduce((sum, value) => sum + value) / x.length;

  test("constant", () => {
    expect(numbers({ kind: "constant", value: 1.5 })).toEqual(new Float64Array(count).fill(1.5));
  });

  test("uniform: between the limits, and near both", () => {
    const x = numbers({ kind: "uniform", limit: 0.5 });
    expect(Math.max(...x)).toBeLessThan(0.5);
    expect(Math.max(...x)).toBeGreaterThan(0.499);
    expect(Math.min(...x)).toBeGreaterThanOrEqual(-0.5);
    expect(Math.min(...x)).toBeLessThan(-0.499);
    expect(mean(x)).toBeCloseTo(0, 1);
    expect(mean(x.map((value) => value ** 2))).toBeCloseTo(0.25 / 3, 2);
  });

  test("normal: mean 0, its own standard deviation", () => {
    const x = numbers({ kind: "normal", sd: 2 });
    expect(mean(x)).toBeCloseTo(0, 1); // its error: 0.02
    expect(Math.sqrt(mean(x.map((value) => value ** 2))) / 2).toBeCloseTo(1, 1);
    expect(x.filter((value) => Math.abs(value) > 4).length / count).toBeCloseTo(0.0455, 2);
  });

  test("orthogonal: rows at right angles d at a time, as long as normal rows of d numbers", () => {
    const [d, m] = [4, 4002];
    const x = Float64Array.from(valuesOf([slot("w", { kind: "orthogonal" }, m, d)]).w!);
    const dot = (i: number, j: number) =>
      [0, 1, 2, 3].reduce((sum, c) => sum + x[i * d + c]! * x[j * d + c]!, 0);
    for (const [i, j] of [
      [0, 1],
      [5, 7],
      [4000, 4001],
    ] as const) {
      expect(dot(i, j)).toBeCloseTo(0, 6);
    }
    expect(Math.abs(dot(3, 4))).toBeGreaterThan(1e-3); // of two groups
    const lengths = Float64Array.from({ length: m }, (_, i) => dot(i, i));
    expect(mean(lengths) / d).toBeCloseTo(1, 1); // χ²: mean d, variance 2 d
    expect(mean(lengths.map((value) => (value - d) ** 2)) / (2 * d)).toBeCloseTo(1, 0);
    expect(mean(x)).toBeCloseTo(0, 1);
  });

  test("values: these, in their order", () => {
    const values = Float32Array.of(1, 2, 3, 4, 5, 6);
    expect(valuesOf([slot("w", { kind: "values", values }, 2, 3)]).w).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test("values that are too few, or too many, are refused", () => {
    const init = { kind: "values", values: new Float32Array(5) } as const;
    expect(() => valuesOf([slot("w", init, 2, 3)])).toThrow(
      'initialValues: "w" needs 6 values for [2, 3]: got 5.',
    );
    expect(() => valuesOf([slot("w", init, 2)])).toThrow("needs 2 values for [2]: got 5.");
  });
});

/** How the parameters of a model begin, by name. */
function initsOf(widths: Partial<Architecture>): Readonly<Record<string, Init>> {
  const { parameters } = evaluationStep(smallModel({ widths }));
  return Object.fromEntries(parameters.map(({ name, init }) => [name, init]));
}

const uniform = (limit: number): Init => ({ kind: "uniform", limit });
const normal = (sd: number): Init => ({ kind: "normal", sd });
const constant = (value: number): Init => ({ kind: "constant", value });

// e 11, h d 15, f 13, classifier 19
test("as in the benchmark's code: N(0, 1) embeddings, Xavier layers, LeCun classifier, hardly any bias", () => {
  const inits = initsOf({ initialisation: "flax", pooling: "cls" });
  expect(inits).toMatchObject({
    embedding: normal(1),
    cls: constant(0),
    positions: normal(0.02),
    "layers.0.mix.norm.gain": constant(1),
    "layers.0.mix.norm.bias": constant(0),
    "layers.1.mix.out.weight": uniform(Math.sqrt(6 / (15 + 11))),
    "layers.1.feedForward.in.weight": uniform(Math.sqrt(6 / (11 + 13))),
    "layers.1.feedForward.in.bias": normal(1e-6),
    "layers.1.feedForward.out.weight": uniform(Math.sqrt(6 / (13 + 11))),
    "norm.gain": constant(1),
    "classifier.0.weight": normal(Math.sqrt(1 / 11)),
    "classifier.0.bias": constant(0),
    "classifier.out.weight": normal(Math.sqrt(1 / 19)),
    "classifier.out.bias": constant(0),
  });
});

test("as PyTorch does: weights and biases uniform in ±1 / √in", () => {
  const inits = initsOf({ initialisation: "torch" });
  expect(inits).toMatchObject({
    embedding: normal(0.02),
    "layers.0.mix.out.weight": uniform(1 / Math.sqrt(15)),
    "layers.0.mix.out.bias": uniform(1 / Math.sqrt(15)),
    "layers.0.feedForward.out.weight": uniform(1 / Math.sqrt(13)),
    "classifier.out.bias": uniform(1 / Math.sqrt(19)),
  });
});

test("the projections of the heads begin as three matrices, not as one wide one", () => {
  const { parameters } = evaluationStep(smallModel({ widths: { initialisation: "flax" } }));
  const limits = parameters.flatMap(({ name, shape, init }) =>
    name.startsWith("layers.0.mix.") && shape[0] === 11 && init.kind === "uniform"
      ? init.limit
      : [],
  );
  expect([...new Set(limits)]).toEqual([Math.sqrt(6 / (11 + 15))]);
});

test("a variant's own parameters do not change what the others begin with", () => {
  const greedy = defineVariant({
    ...variants.softmax,
    mix: (x, layer) => {
      layer.param("extra", [7, 5], { kind: "normal", sd: 1 });
      return variants.softmax.mix!(x, layer);
    },
  });
  const begin = (spec: ModelSpec) => valuesOf(evaluationStep(spec).parameters);
  const {
    "layers.0.mix.extra": first,
    "layers.1.mix.extra": second,
    ...common
  } = begin(smallModel({ variant: greedy }));
  expect(common).toEqual(begin(smallModel()));
  expect(first).not.toEqual(second);
});
