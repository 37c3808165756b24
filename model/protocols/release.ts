/**
 * The configurations published with the benchmark: google-research/long-range-arena at cd31e5c, lra_benchmarks/<task>/configs.
 *
 * Where the released code runs a variant with a defect, the variant here is the paper's; see each variant's header.
 * Variants that the benchmark does not have get the recipes without exceptions.
 */
import type { Exception, Protocol, Recipe } from "../protocol.ts";
import type { Architecture, Optimiser } from "../spec.ts";

const architecture = {
  classifier: [],
  dropout: 0.1,
  attentionDropout: 0.1,
  pooling: "cls",
  positions: "sinusoidal",
  activation: "geluTanh",
  towers: "concat",
  headBias: false,
  initialisation: "flax",
  normEpsilon: 1e-6,
} satisfies Partial<Architecture>;

/** flax.optim.Adam with decoupled decay. */
const adam = {
  beta1: 0.9,
  beta2: 0.98,
  epsilon: 1e-9,
  clipNorm: null,
} satisfies Partial<Optimiser>;

const rsqrt = (warmup: number): Optimiser => ({
  ...adam,
  learningRate: 0.05,
  schedule: { kind: "rsqrt", warmup },
  weightDecay: 0.1,
});

const cosine = (
  learningRate: number,
  warmup: number,
  clipNorm: number | null = null,
): Optimiser => ({
  ...adam,
  learningRate,
  schedule: { kind: "cosine", warmup },
  weightDecay: 0,
  clipNorm,
});

const widths = (
  layers: number,
  heads: number,
  features: number,
  headFeatures: number,
  hidden: number,
): Pick<
  Architecture,
  "layers" | "heads" | "features" | "headFeatures" | "hidden" | "classifier"
> => ({
  layers,
  heads,
  features,
  headFeatures,
  hidden,
  classifier: [hidden],
});

/** Shorthand for the tables of per-variant overrides. */
const sized = (
  sizes: Parameters<typeof widths>,
  more: Partial<Architecture> = {},
  options: Exception["options"] = {},
): Exception => ({ architecture: { ...widths(...sizes), ...more }, options });

const recipe = (given: Omit<Recipe, "taskOptions" | "variants"> & Partial<Recipe>): Recipe => ({
  taskOptions: {},
  variants: {},
  ...given,
});

/** What the released code has whatever the task: no global token in Longformer, one projection in Linformer, one round. */
const options = {
  longformer: { global_tokens: 0 },
  linformer: { k: 16, sharing: "kv" },
  reformer: { hashes: 1 },
  performer: { kernel: "relu" },
  synthesizer: { mode: "random", dot_product: true },
} satisfies Record<string, Exception["options"]>;

/** Options for documents. The released Reformer cuts every sequence, with [CLS], into 10. */
const published = (tenth: number): Recipe["variants"] => ({
  longformer: { options: options.longformer },
  linformer: { options: options.linformer },
  reformer: { options: { ...options.reformer, bucket_size: tenth } },
  sinkhorn: { options: { block_size: 50 } },
  performer: { options: options.performer },
  synthesizer: { options: options.synthesizer },
});

export const release: Protocol = {
  summary: "the configurations published with the benchmark's code",
  source: "google-research/long-range-arena, lra_benchmarks/*/configs",
  selection: "last",
  timingMs: 10_000,
  seeds: [0],
  tasks: {
    listops: recipe({
      architecture: { ...architecture, ...widths(4, 8, 512, 512, 1024) },
      optimiser: rsqrt(1000),
      length: 2000,
      batch: 32,
      steps: 5000,
      evaluateEvery: 50,
      variants: {
        ...published(201),
        performer: { options: { kernel: "softmax", nb_features: 2 } },
      },
    }),
    text: recipe({
      architecture: { ...architecture, ...widths(4, 4, 256, 256, 1024) },
      optimiser: rsqrt(8000),
      length: 1000,
      batch: 32,
      steps: 20000,
      evaluateEvery: 100,
      variants: {
        ...published(101),
        linformer: { options: { ...options.linformer, k: 32 } },
        synthesizer: { options: { mode: "factorized_random", k: 32, dot_product: true } },
      },
    }),
    retrieval: recipe({
      architecture: {
        ...architecture,
        ...widths(4, 4, 128, 128, 512),
        classifier: [512, 256],
        pooling: "first",
      },
      optimiser: rsqrt(8000),
      length: 4000,
      batch: 32,
      steps: 5000,
      evaluateEvery: 100,
      variants: published(400),
    }),
    image: recipe({
      architecture: {
        ...architecture,
        ...widths(1, 1, 32, 32, 64),
        dropout: 0.3,
        attentionDropout: 0.2,
        positions: "learned",
      },
      optimiser: cosine(5e-4, 175),
      length: 1024,
      batch: 256,
      steps: 35000,
      evaluateEvery: 175,
      variants: {
        softmax: sized([1, 8, 128, 64, 128]),
        linear: sized([1, 8, 128, 64, 128]),
        local: sized([1, 2, 128, 64, 128], { pooling: "mean" }, { block: 64 }),
        sparse: sized([1, 8, 128, 64, 128]),
        longformer: sized([4, 4, 128, 64, 128], { pooling: "mean" }, options.longformer),
        linformer: sized([1, 8, 128, 64, 128], {}, options.linformer),
        reformer: sized([4, 8, 64, 32, 64], {}, { ...options.reformer, bucket_size: 103 }),
        sinkhorn: {
          architecture: { dropout: 0.1 },
          optimiser: { weightDecay: 0.7 },
          options: { block_size: 64 },
        },
        synthesizer: sized([1, 8, 128, 64, 128], {}, options.synthesizer),
        bigbird: sized([1, 1, 128, 64, 128]), // its configuration misspells the number of heads
        performer: sized([1, 8, 128, 64, 128], {}, options.performer),
      },
    }),
    pathfinder: recipe({
      architecture: { ...architecture, ...widths(1, 2, 32, 16, 32), pooling: "mean" },
      optimiser: cosine(1e-3, 312),
      length: 1024,
      batch: 512,
      steps: 62400,
      evaluateEvery: 312,
      variants: {
        softmax: sized([4, 4, 32, 16, 32], { dropout: 0.2 }),
        linear: sized([1, 2, 128, 64, 128], { dropout: 0.2 }),
        local: sized([2, 4, 64, 32, 64], {}, { block: 64 }),
        sparse: sized([1, 8, 32, 16, 32], { dropout: 0.2 }, { global_tokens: 0 }),
        longformer: sized([2, 2, 32, 16, 32], {}, options.longformer),
        linformer: sized([1, 2, 32, 16, 32], { dropout: 0.2 }, options.linformer),
        reformer: sized(
          [2, 8, 64, 32, 64],
          { dropout: 0.2 },
          { ...options.reformer, bucket_size: 103 },
        ),
        sinkhorn: sized([2, 4, 32, 16, 64], { dropout: 0.2 }, { block_size: 64 }),
        synthesizer: sized([2, 4, 64, 32, 64], { dropout: 0.2 }, options.synthesizer),
        bigbird: sized([4, 2, 64, 32, 64], { dropout: 0.2 }),
        performer: sized([4, 8, 32, 16, 32], { dropout: 0.2 }, options.performer),
      },
    }),
    pathx: recipe({
      architecture: {
        ...architecture,
        ...widths(1, 2, 32, 16, 32),
        pooling: "mean",
        positions: "learned",
      },
      optimiser: cosine(1e-3, 2500, 1),
      length: 16384,
      batch: 64,
      steps: 500000,
      evaluateEvery: 2500,
      // No variant's configuration is published: what the code has whatever the task.
      variants: {
        longformer: { options: options.longformer },
        linformer: { options: options.linformer },
        reformer: { options: { ...options.reformer, bucket_size: 1639 } },
        performer: { options: options.performer },
        // The code's random scores would be 2 · 16384² parameters: in two factors, as for texts.
        synthesizer: { options: { mode: "factorized_random", k: 32, dot_product: true } },
      },
    }),
  },
};
