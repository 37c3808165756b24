import { expect, test } from "vitest";
import type { Record, Rounds } from "../../records/index.ts";
import { efficiencyFacts, measuresOf } from "../../reports/index.ts";
import { sampleRecord, sampleResult } from "../support/records.ts";

/** Ten rounds of one step, 91 to 100 ms, of which 5 ms are the host's; a beat takes 47.75 ms. */
const rounds: Rounds = {
  warmupMs: [300],
  stepMs: Array.from({ length: 10 }, (_, i) => 91 + i),
  inRunMs: Array.from({ length: 10 }, (_, i) => 86 + i),
  stepsPerRound: 1,
  metronomeMs: Array.from({ length: 10 }, () => 47.75),
  isStable: false,
};

const provider = {
  name: "cpu",
  threads: 2,
  optimization: "all",
  adapter: null,
  peaks: {
    flopsPerSecond: 50e9,
    bytesPerSecond: 10e9,
    tries: [
      { flopsPerSecond: 40e9, bytesPerSecond: 10e9 },
      { flopsPerSecond: 50e9, bytesPerSecond: 9e9 },
    ],
  },
};

const mebibyte = 2 ** 20;

const measured = {
  throughput: { metronome: 1, train: rounds, evaluate: { ...rounds, isStable: true } },
  profile: {
    nodes: 9,
    placed: 9,
    shareOfTime: 1,
    elsewhere: {},
    kernelMs: {},
    allocator: { peakBytes: 120 * mebibyte, arenaBytes: 200 * mebibyte },
  },
  deviceBytes: { train: 700 * mebibyte, evaluate: null },
};

const timed = sampleRecord({ provider, result: measured });

test("throughput: percentiles, examples, tokens, relative speed", () => {
  const { train, evaluate } = measuresOf(timed)!;
  expect(train!.steps).toBe(10);
  expect(train!.stepMs.p50).toBeCloseTo(95.5, 9);
  expect(train!.stepMs.p90).toBeCloseTo(99.1, 9);
  expect(train!.stepMs.p99).toBeNull(); // of ten
  expect(train!.examplesPerSecond).toBeCloseTo(32 / 0.0955, 9); // a batch of 32
  expect(train!.tokensPerSecond).toBeCloseTo((32 * 64) / 0.0955, 6); // of 64 tokens each
  expect(train!.relativeSpeed).toBeCloseTo(0.5, 3);
  expect(train!.interval!.low).toBeLessThan(0.5);
  expect(train!.interval!.high).toBeGreaterThan(0.5);
  expect([train!.isStable, evaluate!.isStable]).toEqual([false, true]);
});

test("training and inference are held against their own FLOPs and bytes", () => {
  const { train, evaluate } = measuresOf(timed)!;
  expect(train!.hostShare).toBeCloseTo(5 / 95.5, 9);
  expect(train!.roofline!.flopsPerSecond).toBeCloseTo(1.2e9 / 0.0955, 0);
  expect(evaluate!.roofline!.flopsPerSecond).toBeCloseTo(0.4e9 / 0.0955, 0);
  expect(train!.roofline!.bytesPerSecond).toBeCloseTo(0.6e9 / 0.0955, 0);
  expect(evaluate!.roofline!.bytesPerSecond).toBeCloseTo(0.2e9 / 0.0955, 0);
  expect(train!.roofline).toMatchObject({ intensity: 2, bound: "memory" });
});

test("memory: each figure from its own source", () => {
  expect(measuresOf(timed)!.memory).toEqual({
    processPeak: { train: 300 * mebibyte, evaluate: 200 * mebibyte },
    allocatorPeak: 120 * mebibyte,
    arenaHeld: 200 * mebibyte,
    arenaSlack: 80 * mebibyte,
    device: { train: 700 * mebibyte, evaluate: null },
    activations: { train: 150_000_000, evaluate: 50_000_000 },
    weights: 4 * 123_456,
    optimiser: 8 * 123_456,
  });
});

test("what was not measured is null, and no record without numbers has any", () => {
  const bare = measuresOf(sampleRecord({ cost: null }))!;
  expect([bare.train, bare.evaluate]).toEqual([null, null]);
  expect(bare.memory).toMatchObject({
    allocatorPeak: null,
    arenaSlack: null,
    activations: { train: null, evaluate: null },
    weights: null,
    optimiser: null,
  });
  const outcome = { kind: "timeout", afterMs: 1, step: null } as const;
  expect(measuresOf(sampleRecord({ outcome }))).toBeNull();
});

const factsOf = (record: Record) => Object.fromEntries(efficiencyFacts(record));

test("they read as text", () => {
  expect(factsOf(timed)).toMatchObject({
    "training speed": "335 examples/s, 21.4 k tokens/s",
    "training step, timed": "p50 95.5 ms, p90 99.1 ms of 10",
    "training relative speed": "0.500 (0.462–0.541), unstable",
    "training work":
      "12.6 GFLOP/s (25 to 31 % of the peak), 6.28 GB/s (63 to 70 % of the peak), 2.00 FLOP/byte",
    "training is bound by": "memory; 5.2 % of the step is feeding and reading",
    "inference is bound by": "overhead; 5.2 % of the step is feeding and reading",
    "peaks of the machine":
      "50.0 GFLOP/s in matrix products (40.0 to 50.0 in 2 tries), 10.0 GB/s in copies (9.00 to 10.0 in 2 tries)",
    "memory peak, training": "300 MiB",
    "tensors' peak, training": "120 MiB",
    "arena held, training": "200 MiB, of it slack 80.0 MiB",
    "GPU memory, training": "700 MiB",
    "GPU memory, testing": "–",
    "optimiser state": "0.942 MiB",
  });
});

test("a cell that was only timed says the same, one that died says its cost alone", () => {
  const { batch, throughput, profile, peakRssBytes, deviceBytes } = sampleResult(measured);
  const alone = { batch, throughput, profile, peakRssBytes, deviceBytes };
  const outcome = { kind: "timed", timed: alone } as const;
  expect(factsOf(sampleRecord({ provider, outcome }))).toEqual(factsOf(timed));
  const died = { kind: "invalid", reason: "NaN" } as const;
  expect(Object.keys(factsOf(sampleRecord({ outcome: died })))).toEqual([
    "parameters",
    "weights",
    "optimiser state",
    "FLOP, forward",
    "FLOP, training step",
    "bytes moved, forward",
    "bytes moved, training step",
    "activations, forward",
    "activations, training",
  ]);
});
