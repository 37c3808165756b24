/** Ours, for tests and a first sign of life: seconds, and too few steps to learn anything. */
import type { Protocol, Recipe } from "../protocol.ts";
import { quick } from "./quick.ts";

const few = { trainExamples: 64, validationExamples: 30, testExamples: 50 };

/** The quick recipe of a task, cut to a few steps on a few short examples. */
const brief = (task: string, length: number, taskOptions: Recipe["taskOptions"]): Recipe => ({
  ...quick.tasks[task]!,
  length,
  batch: 8,
  steps: 6,
  evaluateEvery: 3,
  seeds: [0],
  taskOptions: { ...few, ...taskOptions },
});

export const smoke: Protocol = {
  summary: "seconds: shows that everything runs, not what is good",
  source: "ours",
  selection: "last",
  timingMs: 0,
  seeds: [0],
  variants: quick.variants!,
  tasks: {
    listops: brief("listops", 32, { maxDepth: 3, maxArgs: 5, minLength: 4, maxLength: 32 }),
    text: brief("text", 96, { structure: "plain", medianLength: 64, maxLength: 96 }),
    retrieval: brief("retrieval", 64, { relation: "topic", minLength: 200, maxLength: 240 }),
    image: brief("image", 64, { side: 8 }),
    pathfinder: {
      ...brief("pathfinder", 1024, { difficulty: "easy" }),
      batch: 2,
      steps: 2,
      evaluateEvery: 2,
    },
    pathx: { ...quick.tasks.pathx!, steps: 1, evaluateEvery: 1 },
  },
};
