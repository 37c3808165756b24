/**
 * Ours, for continuous integration: every variant with its paper's own options on documents of 512 to 1,024 tokens, a minute
 * to ten for a cell on two cores, with enough test examples for a change of two points to show, and enough seeds for a step
 * that takes a tenth longer. Not benchmark numbers.
 */
import type { Protocol, Recipe } from "../protocol.ts";
import { nystromformer } from "./nystromformer.ts";
import { quick } from "./quick.ts";

const seeds = [0, 1, 2];

/** The quick recipe of a task on longer documents. */
const longer = (task: string, change: Partial<Recipe> & Pick<Recipe, "length">): Recipe => ({
  ...quick.tasks[task]!,
  steps: 400,
  evaluateEvery: 100,
  batch: 16,
  seeds,
  variants: nystromformer.tasks[task]?.variants ?? {},
  ...change,
});

const sizes = { trainExamples: 16_000, validationExamples: 500, testExamples: 4000 };

export const nightly: Protocol = {
  summary: "CI: all variants as published, a minute to ten for a cell on two cores",
  source: "ours",
  selection: "best",
  timingMs: 1000,
  seeds,
  tasks: {
    listops: longer("listops", {
      length: 512,
      taskOptions: { ...sizes, maxDepth: 4, maxArgs: 8, minLength: 128, maxLength: 512 },
    }),
    text: longer("text", {
      length: 1024,
      taskOptions: { ...sizes, structure: "plain", medianLength: 512, maxLength: 1024 },
    }),
    retrieval: longer("retrieval", {
      length: 512,
      batch: 8,
      taskOptions: { ...sizes, relation: "topic", minLength: 400, maxLength: 512 },
    }),
    image: longer("image", {
      length: 1024,
      taskOptions: { ...sizes, clutter: 0 },
    }),
    pathfinder: longer("pathfinder", {
      length: 1024,
      architecture: quick.tasks.listops!.architecture,
      taskOptions: { ...sizes, difficulty: "easy", distractors: 0 },
    }),
    pathx: {
      ...quick.tasks.pathx!,
      steps: 50,
      evaluateEvery: 50,
      taskOptions: { trainExamples: 400, validationExamples: 20, testExamples: 200 },
    },
  },
};
