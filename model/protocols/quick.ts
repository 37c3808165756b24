/**
 * Ours, for a first look: minutes on two cores, on easier data and small models. Its numbers say which variants learn at
 * all and what a step costs; they are not benchmark numbers, and every table says how the data is easier.
 */
import type { Protocol, Recipe } from "../protocol.ts";
import type { Architecture, Optimiser } from "../spec.ts";
import { brief } from "./brief.ts";
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

/** What one task is trained with; ListOps alone with more than one seed, for the sake of the five minutes. */
const recipe = (given: Partial<Recipe> & Pick<Recipe, "length" | "taskOptions">): Recipe => ({
  architecture,
  optimiser,
  batch: 32,
  steps: 200,
  evaluateEvery: 50,
  seeds: [0],
  variants: {},
  ...given,
});

const sizes = { trainExamples: 8000, validationExamples: 500, testExamples: 1000 };

/** One narrow layer: thousands of tokens in bearable time, but not a model that could solve the task. */
const narrow: Architecture = {
  ...architecture,
  layers: 1,
  features: 32,
  headFeatures: 32,
  heads: 1,
  hidden: 64,
  classifier: [32],
};

export const quick: Protocol = {
  summary: "minutes on two cores: easier data, small models",
  source: "ours",
  selection: "best",
  timingMs: 0,
  seeds: [0, 1, 2],
  variants: ["softmax", "linear", "local"],
  tasks: {
    listops: recipe({
      length: 64,
      seeds: [0, 1, 2],
      taskOptions: {
        trainExamples: 8000,
        validationExamples: 1000,
        testExamples: 2000,
        maxDepth: 3,
        maxArgs: 5,
        minLength: 4,
        maxLength: 64,
      },
      variants: brief,
    }),
    text: recipe({
      length: 128,
      steps: 150,
      taskOptions: {
        ...sizes,
        structure: "plain",
        medianLength: 64,
        maxLength: 128,
        words: 4,
        negation: 0.2,
      },
      variants: brief,
    }),
    retrieval: recipe({
      length: 128,
      steps: 100,
      optimiser: { ...optimiser, learningRate: 1e-3 },
      taskOptions: { ...sizes, relation: "topic", topics: 3, minLength: 200, maxLength: 240 },
      variants: brief,
    }),
    image: recipe({
      length: 64,
      taskOptions: { ...sizes, side: 8, clutter: 0, variety: 0.5 },
      variants: brief,
    }),
    pathfinder: recipe({
      architecture: narrow,
      length: 1024,
      batch: 8,
      steps: 40,
      evaluateEvery: 20,
      taskOptions: {
        trainExamples: 1000,
        validationExamples: 100,
        testExamples: 200,
        difficulty: "easy",
        distractors: 0,
      },
    }),
    pathx: recipe({
      architecture: narrow,
      length: 16384,
      batch: 1,
      steps: 4,
      evaluateEvery: 4,
      isOnRequest: true,
      taskOptions: { trainExamples: 100, validationExamples: 4, testExamples: 8 },
    }),
  },
};
