import { describe, expect, test } from "vitest";
import {
  type Protocol,
  protocols,
  type Recipe,
  refusal,
  trainingSchema,
} from "../../model/index.ts";
import { chooseData } from "../../runner/index.ts";
import { tasks } from "../../tasks/index.ts";
import { type VariantName, variants } from "../../variants/index.ts";

const recipes = Object.entries(protocols satisfies Record<string, Protocol>).flatMap(
  ([protocol, { tasks: of }]) =>
    Object.entries(of as Protocol["tasks"]).map(([task, recipe]) => ({ protocol, task, recipe })),
);

/** The numbers for one variant: the recipe's with the exception published for it. */
function trainingFor(recipe: Recipe, name: string) {
  const { variants: exceptions, taskOptions: _, seeds: __, isOnRequest: ___, ...training } = recipe;
  const { architecture, optimiser } = exceptions[name] ?? {};
  return {
    ...training,
    architecture: { ...training.architecture, ...architecture },
    optimiser: { ...training.optimiser, ...optimiser },
  };
}

describe.each(recipes)("$protocol, $task", ({ task, recipe }) => {
  test.each(Object.keys(variants) as VariantName[])("is a whole recipe for %s", (name) => {
    const training = trainingFor(recipe, name);
    expect(trainingSchema.parse(training)).toEqual(training);
  });

  test.each(Object.keys(variants) as VariantName[])("fits %s", (name) => {
    const { architecture, batch, length } = trainingFor(recipe, name);
    const options = variants[name].options.parse(recipe.variants[name]?.options ?? {});
    const data = { batch, length, vocabulary: 257, classes: 2, towers: 1 } as const;
    expect(refusal({ data, architecture, variant: variants[name], options })).toBeNull();
  });

  test("makes exceptions only of variants that there are", () => {
    expect(Object.keys(variants)).toEqual(expect.arrayContaining(Object.keys(recipe.variants)));
  });

  test("gives its task only options that it knows", () => {
    if (!Object.hasOwn(tasks, task)) {
      expect(recipe.taskOptions).toEqual({});
      return;
    }
    const { source, options } = chooseData(task, recipe.taskOptions);
    expect({ source, ...options }).toMatchObject(recipe.taskOptions);
  });

  test("looks at the validation set at least once", () => {
    expect(recipe.evaluateEvery).toBeLessThanOrEqual(recipe.steps);
  });
});

describe.each(Object.entries<Protocol>(protocols))("%s", (_, { summary, source, seeds }) => {
  test("says in one line what it means, and where it comes from", () => {
    expect(summary).toMatch(/^\S.{10,99}$/);
    expect(source).not.toBe("");
  });

  test("has seeds, each once", () => {
    expect(seeds.length).toBeGreaterThan(0);
    expect(new Set(seeds).size).toBe(seeds.length);
  });
});

test("a recipe with a misspelt or a missing number is refused", () => {
  const training = trainingFor(protocols.release.tasks.listops!, "softmax");
  const { length: _, ...short } = training;
  expect(trainingSchema.safeParse(short).error?.issues[0]?.path).toEqual(["length"]);
  const misspelt = { ...training, architecture: { ...training.architecture, layer: 4 } };
  expect(trainingSchema.safeParse(misspelt).error?.issues[0]?.code).toBe("unrecognized_keys");
});
