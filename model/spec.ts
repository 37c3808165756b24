import { z } from "zod";

const count = z.number().int().positive();
const rate = z.number().min(0).lt(1);

/** Widths and habits of the constant model: everything but the variant, the data and the optimiser. */
const widthsAndHabits = z.strictObject({
  layers: count,
  /** e: features of a token. */
  features: count,
  /** Features of all heads together: h · d. */
  headFeatures: count,
  heads: count,
  /** f: hidden features of the position-wise sublayer. */
  hidden: count,
  /** Hidden features of the classifier, one entry a layer, before the classes. */
  classifier: z.array(count),
  dropout: rate,
  attentionDropout: rate,
  /** How a sequence becomes one vector: a token put before it, its first token, or the mean of its tokens. */
  pooling: z.enum(["cls", "first", "mean"]),
  positions: z.enum(["sinusoidal", "learned"]),
  activation: z.enum(["gelu", "geluTanh"]),
  /** What a two-tower classifier sees: `[u, v]`, or `[u, v, u ⊙ v, u − v]`. */
  towers: z.enum(["concat", "interaction"]),
  /** Whether the projections of the heads have biases. */
  headBias: z.boolean(),
  /** Initial values as of the benchmark's JAX code, or as PyTorch's defaults. */
  initialisation: z.enum(["flax", "torch"]),
  normEpsilon: z.number().positive(),
});

/** The same, with heads that have equally many features. */
export const architectureSchema = widthsAndHabits.check(({ value, issues }) => {
  const { headFeatures, heads } = value;
  if (headFeatures % heads === 0) return;
  const near = divisorNear(heads, headFeatures);
  const message = `must divide headFeatures, ${headFeatures}: got ${heads}. Use ${near}.`;
  issues.push({ code: "custom", path: ["heads"], input: heads, message });
});
export type Architecture = z.infer<typeof architectureSchema>;

/** The largest divisor of `n` that is at most `k`. */
function divisorNear(k: number, n: number): number {
  let divisor = Math.min(k, n);
  while (n % divisor !== 0) divisor--;
  return divisor;
}

/** Learning rate over steps; see schedule.ts. */
export const scheduleSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("rsqrt"), warmup: count }),
  z.strictObject({ kind: z.literal("cosine"), warmup: count }),
  z.strictObject({ kind: z.literal("oneCycle"), warmup: count }),
]);
export type Schedule = z.infer<typeof scheduleSchema>;

export const optimiserSchema = z.strictObject({
  learningRate: z.number().positive(),
  schedule: scheduleSchema,
  beta1: rate,
  beta2: rate,
  epsilon: z.number().positive(),
  /** Decoupled: subtracted times the learning rate from every parameter. */
  weightDecay: z.number().nonnegative(),
  /** Gradients are scaled down to this global norm; `null` leaves them. */
  clipNorm: z.number().positive().nullable(),
});
export type Optimiser = z.infer<typeof optimiserSchema>;

/** What the data asks of the model. */
export interface DataShape {
  readonly batch: number;
  /** Tokens of a document, before [CLS] and padding. */
  readonly length: number;
  readonly vocabulary: number;
  readonly classes: number;
  readonly towers: 1 | 2;
}
