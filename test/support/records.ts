import type { Cell, Outcome, Record, Result } from "../../records/index.ts";
import { formatVersion, makeCell, packBits } from "../../records/index.ts";

/** What a test wants otherwise than in the sample; `outcome` makes `result` needless. */
export interface Overrides extends Partial<Omit<Record, "cell" | "outcome">> {
  readonly cell?: Partial<Omit<Cell, "id">>;
  readonly result?: Partial<Result>;
  readonly outcome?: Outcome;
}

/** A valid record of softmax on ListOps: 860 of 2000 test examples right, 100 ms a step. */
export function sampleRecord({ cell, result, ...rest }: Overrides = {}): Record {
  return {
    formatVersion,
    cell: sampleCell(cell),
    startedAt: "2026-01-02T03:04:05Z",
    durationMs: 61_000,
    protocol: { steps: 200, batch: 32 },
    selection: "best",
    deviation: null,
    remarks: [],
    machine: {
      os: "linux 6.1",
      arch: "x64",
      cpu: "Example CPU",
      cores: 2,
      memoryBytes: 8 * 2 ** 30,
      gpu: null,
      driver: null,
    },
    versions: { lra: "0.1.0", node: "20.20.2", onnxruntime: "1.30.0", task: 1 },
    commit: "0123abc",
    provider: { name: "cpu", threads: 2, optimization: "all", adapter: null, peaks: null },
    fingerprints: { data: "aaaa", graph: "bbbb" },
    cost: {
      parameters: 123_456,
      forwardFlops: 400_000_000,
      trainFlops: 1_200_000_000,
      forwardBytesMoved: 200_000_000,
      trainBytesMoved: 600_000_000,
      forwardActivationBytes: 50_000_000,
      trainActivationBytes: 150_000_000,
    },
    claim: { text: "n² d", exponent: 2 },
    outcome: { kind: "ok", result: sampleResult(result) },
    ...rest,
  };
}

/** A record of this variant and seed with so many of 2000 test examples right by its best weights. */
export function scored(variant: string, seed: number, correct: number, rest: Overrides = {}) {
  return sampleRecord({
    ...rest,
    cell: { variant, seed, ...rest.cell },
    result: { best: sampleTest({ correct }), ...rest.result },
  });
}

/** Seed 0 of softmax on ListOps, protocol `quick`, length 64, on the CPU. */
export function sampleCell(overrides: Partial<Omit<Cell, "id">> = {}): Cell {
  return makeCell({
    task: "listops",
    taskOptions: {},
    variant: "softmax",
    variantOptions: {},
    protocol: "quick",
    device: "cpu",
    threads: 2,
    length: 64,
    seed: 0,
    overrides: {},
    budget: { timeoutMs: 600_000, memoryBytes: null },
    ...overrides,
  });
}

/** What a finished cell measured: best weights 43 %, last weights 42 %, the commonest class 17.5 %. */
export function sampleResult(overrides: Partial<Result> = {}): Result {
  return {
    majorityShare: 0.175,
    curve: [
      {
        step: 100,
        trainLoss: 2.1,
        validation: { step: 100, examples: 500, correct: 200, loss: 2 },
      },
      {
        step: 200,
        trainLoss: 1.8,
        validation: { step: 200, examples: 500, correct: 215, loss: 1.7 },
      },
    ],
    best: sampleTest({ correct: 860, step: 100 }),
    last: sampleTest({ correct: 840 }),
    warmupMs: [900, 120],
    stepMs: [100, 90, 110, 95, 105],
    trainingMs: { inRun: 980, total: 1000 },
    evaluationMs: [30, 31],
    batch: 32,
    throughput: null,
    profile: null,
    deviceBytes: { train: null, evaluate: null },
    audits: null,
    peakRssBytes: { train: 300 * 2 ** 20, evaluate: 200 * 2 ** 20 },
    ...overrides,
  };
}

/** A test evaluation of which `correct` examples are right, one after the other from example `from`. */
export function sampleTest({
  correct = 860,
  examples = 2000,
  step = 200,
  from = 0,
} = {}): Result["best"] {
  const isRight = (i: number) => (i - from + examples) % examples < correct;
  const correctBits = packBits(Array.from({ length: examples }, (_, i) => isRight(i)));
  return { step, examples, correct, loss: 1.6, correctBits, answers: null };
}
