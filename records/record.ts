import { z } from "zod";
import { hasBits } from "./bits.ts";
import { cellSchema } from "./cell.ts";
import { jsonObject } from "./json.ts";
import { profileSchema } from "./profile.ts";
import { counts, samples } from "./samples.ts";
import { throughputSchema } from "./throughput.ts";

/** Raised when a program that reads the older lines would misread the newer ones. */
export const formatVersion = 1;

const count = z.number().int().nonnegative();
const ms = z.number().nonnegative();
const bytes = count;

const evaluationFields = z.strictObject({
  /** Training steps the weights had seen. */
  step: count,
  examples: count.positive(),
  correct: count,
  /** Mean cross entropy, nats. */
  loss: z.number(),
});

/** Accuracy on a whole split with one set of weights. */
const evaluationSchema = evaluationFields.refine((split) => split.correct <= split.examples, {
  path: ["correct"],
  message: "must be at most the number of examples",
});

/** What a test split was answered. */
const answersSchema = z.strictObject({
  /** Examples of each class, by the class that they were taken for: a row a true class. */
  confusion: z.array(counts),
  /** Answers of like confidence together, least sure first; bins without any are left out. */
  calibration: z.array(
    z.strictObject({
      examples: count.positive(),
      correct: count,
      /** Mean probability of the answers given, 0 to 1. */
      confidence: z.number().min(0).max(1),
    }),
  ),
});
export type Answers = z.infer<typeof answersSchema>;

const testSchema = evaluationFields
  .extend({
    /** Training steps the weights had seen; `null` where they were trained elsewhere. */
    step: count.nullable(),
    /** One bit an example, first example in the lowest bit of the first byte, base64: 1 where the answer was right. */
    correctBits: z.string(),
    answers: answersSchema.nullable().default(null),
  })
  .refine((test) => hasBits(test.correctBits, test.examples, test.correct), {
    path: ["correctBits"],
    message: "must hold one bit an example, as many set as were right",
  });

/** A figure of memory for each phase; `null` where it cannot be had. */
const ofPhases = z.strictObject({ train: bytes.nullable(), evaluate: bytes.nullable() });

/** What a model takes to run, however well it learns. */
const efficiency = z.strictObject({
  /** Examples in one batch: what steps are per. */
  batch: count.positive(),
  /** How fast it trains and answers, timed beside the metronome; `null` where the protocol gives timing no time. */
  throughput: throughputSchema.nullable().default(null),
  /** A training step in ONNX Runtime's own account, of a model that only answers an answer; `null` on the processor where the protocol gives timing no time. */
  profile: profileSchema.nullable().default(null),
  /** Peak resident memory of the phase, exact; outside Linux that of the process, and of its first phase alone. */
  peakRssBytes: ofPhases,
  /** Memory of an NVIDIA GPU that the process held at the end of the phase. */
  deviceBytes: ofPhases.default({ train: null, evaluate: null }),
});

/** What a cell measured that was timed and not trained. */
export const timedSchema = efficiency;
export type Timed = z.infer<typeof timedSchema>;

/** What a cell that ran to its end measured. Raw samples: statistics are derived when reading. */
export const resultSchema = efficiency.extend({
  /** Share of the commonest class among the test labels: what guessing it scores. */
  majorityShare: z.number().min(0).max(1),
  /** Mean training loss since the point before, and validation, at each evaluation point. */
  curve: z.array(
    z.strictObject({ step: count, trainLoss: z.number(), validation: evaluationSchema }),
  ),
  /** Test accuracy of the weights that were best on validation. */
  best: testSchema,
  /** Test accuracy of the weights after the last step. */
  last: testSchema,
  /** Steps whose times are left out of `stepMs`, with their times. */
  warmupMs: samples,
  /** Wall time of each training step after warm-up: from having the batch to having the loss. */
  stepMs: samples,
  /** The part of the training loop's wall time spent inside `session.run`, and the whole of it; `null` of a model that only answers. */
  trainingMs: z.strictObject({ inRun: ms, total: ms }).nullable(),
  /** Wall time of each evaluation batch of the test pass. */
  evaluationMs: samples,
  /** What was found when the answers themselves were checked. */
  audits: z
    .strictObject({
      /** Most that a logit differed when its example stood elsewhere in a batch. */
      batchDifference: z.number().nonnegative(),
    })
    .nullable()
    .default(null),
});
export type Result = z.infer<typeof resultSchema>;

/** Whole, but beyond 2^53 rounded to a double: sizes that no machine can run are costed too. */
const large = z.number().nonnegative().refine(Number.isInteger, "must be whole");

/** Exact up to 2^53, from the graph: known before anything runs, so also for cells that did not end well. */
export const costSchema = z.strictObject({
  parameters: large,
  forwardFlops: large,
  trainFlops: large,
  /** Read and written by all nodes, as if each ran alone. */
  forwardBytesMoved: large,
  trainBytesMoved: large,
  /** Peak of live intermediate tensors, by liveness. */
  forwardActivationBytes: large,
  trainActivationBytes: large,
});
export type GraphCost = z.infer<typeof costSchema>;

/** How a cell ended. Every way a run can end is a record: a crash is data too. */
export const outcomeSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("ok"), result: resultSchema }),
  /** It ran, but test accuracy is not above the commonest class's share: exact binomial test at 5 %. */
  z.strictObject({ kind: z.literal("chance"), result: resultSchema }),
  /** It was asked for speed and memory alone. */
  z.strictObject({ kind: z.literal("timed"), timed: timedSchema }),
  z.strictObject({ kind: z.literal("oom"), reason: z.string(), peakRssBytes: bytes.nullable() }),
  z.strictObject({ kind: z.literal("timeout"), afterMs: ms, step: count.nullable() }),
  z.strictObject({
    kind: z.literal("crash"),
    exitCode: z.number().int().nullable(),
    signal: z.string().nullable(),
    reason: z.string(),
  }),
  z.strictObject({ kind: z.literal("unsupported"), reason: z.string() }),
  /** Numbers not to be believed: NaN, of another provider, answers that change with their batch, labels that leak. */
  z.strictObject({ kind: z.literal("invalid"), reason: z.string() }),
]);
export type Outcome = z.infer<typeof outcomeSchema>;

const peak = { flopsPerSecond: z.number().positive(), bytesPerSecond: z.number().positive() };

export const machineSchema = z.strictObject({
  os: z.string(),
  arch: z.string(),
  cpu: z.string(),
  cores: count,
  memoryBytes: bytes,
  gpu: z.string().nullable(),
  driver: z.string().nullable(),
});

export const versionsSchema = z.strictObject({
  lra: z.string(),
  node: z.string(),
  onnxruntime: z.string(),
  task: count,
});

/** SHA-256 of what a cell was made of and came to; `null` where it did not get so far. */
export const fingerprintsSchema = z.strictObject({
  data: z.string().nullable(),
  /** Of the training graph, weights apart. */
  graph: z.string().nullable(),
  /** Of the weights that count, as their file has them; left out where nothing was trained. */
  weights: z.string().optional(),
});

/** One cell's whole story: enough to repeat it and to trust it. One line of a store. */
export const recordSchema = z.strictObject({
  formatVersion: z.literal(formatVersion),
  cell: cellSchema,
  /** ISO 8601, UTC. */
  startedAt: z.iso.datetime(),
  durationMs: ms,
  /** The protocol's numbers after overrides, as used. */
  protocol: jsonObject,
  /** Which of `best` and `last` is this protocol's headline accuracy. */
  selection: z.enum(["best", "last"]),
  /** How the data differs from the benchmark's (`easier: depth 3`); `null` when it does not. */
  deviation: z.string().nullable(),
  /** What else every table must say of the data (`train has 24998 examples instead of 25000`). */
  remarks: z.array(z.string()).default([]),
  machine: machineSchema,
  versions: versionsSchema,
  /** Commit of the harness, with `+` when the tree had changes; `null` outside a repository. */
  commit: z.string().nullable(),
  provider: z.strictObject({
    name: z.string(),
    threads: count,
    optimization: z.string(),
    /** The GPU that it computed on, and its driver; `null` of the processor, and where it was not told. */
    adapter: z
      .strictObject({ name: z.string(), driver: z.string().nullable(), isSoftware: z.boolean() })
      .nullable()
      .default(null),
    /** Most that this machine was seen to do on the provider, before the run, and in each try; `null` where it was not tried. */
    peaks: z
      .strictObject({ ...peak, tries: z.array(z.strictObject(peak)).default([]) })
      .nullable()
      .default(null),
  }),
  /** `null` where the cell ended before they were known. */
  fingerprints: fingerprintsSchema,
  cost: costSchema.nullable(),
  /** What the variant's paper claims that mixing n tokens costs: in its letters, and the power of n in it. */
  claim: z.strictObject({ text: z.string(), exponent: z.number() }).nullable().default(null),
  outcome: outcomeSchema,
});
export type Record = z.infer<typeof recordSchema>;
