import type { Outcome, Record } from "../../records/index.ts";
import { sampleRecord, sampleResult, sampleTest, scored } from "./records.ts";

const seeds = [0, 1];
const deviation = "easier: depth 3";

/**
 * One board of two seeds: one that is not told apart from either of its neighbours, who are told apart; one at chance; and every
 * way to have no number.
 */
export const arena: readonly Record[] = [
  ...seeds.map((seed) => scored("softmax", seed, 900 + 10 * seed, { deviation })),
  ...seeds.map((seed) =>
    scored("linear", seed, 850 - 4 * seed, {
      deviation,
      cell: { variantOptions: { map: "elu" } },
      result: {
        stepMs: [7.1, 6.9, 7.3],
        best: sampleTest({ correct: 850 - 4 * seed, from: 1000 }),
      },
    }),
  ),
  ...seeds.map((seed) => scored("local", seed, 780, { deviation })),
  ...each("fourier", {
    kind: "chance",
    result: sampleResult({ best: sampleTest({ correct: 340 }) }),
  }),
  ended("linformer", 0, { kind: "ok", result: sampleResult() }),
  ended("linformer", 1, { kind: "timeout", afterMs: 600_000, step: 120 }),
  ...each("bigbird", { kind: "unsupported", reason: "length must be at least 128: got 64" }),
  ...each("performer", { kind: "invalid", reason: "loss is NaN at step 3" }),
  ...each("reformer", { kind: "crash", exitCode: null, signal: "SIGSEGV", reason: "worker died" }),
  ...each("transformer-xl", { kind: "oom", reason: "over 2.00 GiB", peakRssBytes: 2 ** 31 }),
];

function each(variant: string, outcome: Outcome): Record[] {
  return seeds.map((seed) => ended(variant, seed, outcome));
}

function ended(variant: string, seed: number, outcome: Outcome): Record {
  return sampleRecord({ deviation, cell: { variant, seed }, outcome });
}
