import { expect, test } from "vitest";
import { sizeOf } from "../../graph/index.ts";
import { type DataShape, evaluationStep, protocols, type Recipe } from "../../model/index.ts";
import { variants } from "../../variants/index.ts";

const { release, paper } = protocols;

type Facts = Pick<DataShape, "vocabulary" | "classes" | "towers">;
const listops: Facts = { vocabulary: 17, classes: 10, towers: 1 };
const text: Facts = { vocabulary: 257, classes: 2, towers: 1 };
const retrieval: Facts = { vocabulary: 257, classes: 2, towers: 2 };
const image: Facts = { vocabulary: 256, classes: 10, towers: 1 };
const pathfinder: Facts = { vocabulary: 256, classes: 2, towers: 1 };

/** Parameters of softmax attention by this recipe, with or without the exception published for it. */
function parametersOf(recipe: Recipe, facts: Facts, isExcepted = false): number {
  const exception = isExcepted ? recipe.variants.softmax!.architecture : {};
  const { parameters } = evaluationStep({
    data: { ...facts, batch: 1, length: recipe.length },
    architecture: { ...recipe.architecture, ...exception },
    variant: variants.softmax,
    options: {},
  });
  return parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
}

/**
 * Parameter counts of the benchmark's own models. Its authors give 19.9M, 3.5M, 1.087M, 52,266 and 248,458 in issue 2 of
 * google-research/long-range-arena; the rest follows from its code.
 */
test.each([
  ["ListOps, release", parametersOf(release.tasks.listops!, listops), 8_948_746],
  ["ListOps, paper", parametersOf(paper.tasks.listops!, listops), 19_983_370],
  ["Text, release", parametersOf(release.tasks.text!, text), 3_486_722],
  ["Retrieval, release", parametersOf(release.tasks.retrieval!, retrieval), 1_087_618],
  ["images, base", parametersOf(release.tasks.image!, image), 52_266],
  ["images, softmax", parametersOf(release.tasks.image!, image, true), 248_458],
  ["Pathfinder, softmax", parametersOf(release.tasks.pathfinder!, pathfinder, true), 26_530],
])("%s has %d parameters", (_, count, want) => {
  expect(count).toBe(want);
});
