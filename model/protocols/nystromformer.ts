/**
 * The small models of Xiong et al. 2021, arXiv 2102.03902, that fit a CPU: mlpen/Nystromformer, LRA/code/lra_config.py.
 *
 * Three departures: the mean is over the tokens, not over padding as well; the one-cycle schedule leaves β₁ alone
 * (PyTorch's moves it between 0.85 and 0.95 by default); and Linformer's one E for keys, values and all layers
 * (attention_linformer.py) serves all heads too, where theirs has one for each head.
 */
import type { Protocol, Recipe } from "../protocol.ts";
import type { Architecture, Optimiser } from "../spec.ts";

export const small: Architecture = {
  layers: 2,
  features: 64,
  headFeatures: 64,
  heads: 2,
  hidden: 128,
  classifier: [128],
  dropout: 0.1,
  attentionDropout: 0.1,
  pooling: "mean",
  positions: "learned",
  activation: "gelu",
  towers: "interaction",
  headBias: true,
  initialisation: "torch",
  normEpsilon: 1e-5,
};

const adamW = (warmup: number): Optimiser => ({
  learningRate: 1e-4,
  schedule: { kind: "oneCycle", warmup },
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-6,
  weightDecay: 0,
  clipNorm: null,
});

const recipe = (
  length: number,
  batch: number,
  steps: number,
  warmup: number,
  evaluateEvery: number,
  /** Bits of YOSO's hashes, as its authors set them for the task. */
  hashBits: number,
): Recipe => ({
  architecture: small,
  optimiser: adamW(warmup),
  length,
  batch,
  steps,
  evaluateEvery,
  taskOptions: {},
  variants: {
    linformer: { options: { sharing: "layerwise" } },
    reformer: { options: { hashes: 2 } },
    performer: { options: { kernel: "relu" } },
    yoso: { options: { hash_code_len: hashBits } },
  },
});

export const nystromformer: Protocol = {
  summary: "two layers of 64 features: the small models of the Nyströmformer paper",
  source: "mlpen/Nystromformer, LRA/code/lra_config.py",
  selection: "best",
  timingMs: 10_000,
  seeds: [0],
  tasks: {
    listops: recipe(2048, 32, 5000, 1000, 50, 11),
    text: recipe(4096, 32, 20000, 8000, 500, 12),
    retrieval: recipe(4096, 32, 30000, 800, 300, 12),
    image: recipe(1024, 256, 35000, 175, 175, 10),
    pathfinder: recipe(1024, 256, 62400, 312, 312, 10),
  },
};
