/**
 * Ours, for a first look: minutes on two cores, on easier data and small models. Its numbers say which variants learn at
 * all and what a step costs; they are not benchmark numbers, and every table says how the data is easier.
 */
import type { Protocol } from "../protocol.ts";
import type { Architecture, Optimiser } from "../spec.ts";
import { small } from "./nystromformer.ts";

const architecture: Architecture = { ...small, dropout: 0, attentionDropout: 0, headBias: false };

const optimiser: Optimiser = {
  learningRate: 3e-3,
  schedule: { kind: "cosine", warmup: 50 },
  beta1: 0.9,
  beta2: 0.98,
  epsilon: 1e-9,
  weightDecay: 0.01,
  clipNorm: 1,
};

export const quick: Protocol = {
  summary: "minutes on two cores: easier data, small models",
  source: "ours",
  selection: "best",
  seeds: [0, 1, 2],
  tasks: {
    listops: {
      architecture,
      optimiser,
      length: 64,
      batch: 32,
      steps: 300,
      evaluateEvery: 50,
      taskOptions: {
        trainExamples: 8000,
        validationExamples: 1000,
        testExamples: 2000,
        maxDepth: 3,
        maxArgs: 5,
        minLength: 4,
        maxLength: 64,
      },
      variants: { local: { options: { block: 16 } } },
    },
  },
};
