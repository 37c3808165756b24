/** Ours, for tests and a first sign of life: seconds, and too few steps to learn anything. */
import type { Protocol } from "../protocol.ts";
import { quick } from "./quick.ts";

export const smoke: Protocol = {
  summary: "seconds: shows that everything runs, not what is good",
  source: "ours",
  selection: "last",
  seeds: [0],
  tasks: {
    listops: {
      ...quick.tasks.listops!,
      length: 32,
      batch: 8,
      steps: 6,
      evaluateEvery: 3,
      taskOptions: {
        trainExamples: 64,
        validationExamples: 30,
        testExamples: 50,
        maxDepth: 3,
        maxArgs: 5,
        minLength: 4,
        maxLength: 32,
      },
    },
  },
};
