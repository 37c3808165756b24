import { type Answers, packBits, type Record } from "../../records/index.ts";
import { arena } from "./arena.ts";
import { type Overrides, sampleRecord, sampleResult, sampleTest, scored } from "./records.ts";
import { timed } from "./sweep.ts";
import { swept } from "./sweep-records.ts";

/** Of 20 examples of two classes 14 right, sure of itself beyond that. */
export const answers: Answers = {
  confusion: [
    [9, 1],
    [5, 5],
  ],
  calibration: [
    { examples: 8, correct: 4, confidence: 0.6 },
    { examples: 12, correct: 10, confidence: 0.95 },
  ],
};

const correctBits = packBits(Array.from({ length: 20 }, (_, i) => i < 14));

/** A record that holds what the page can show of one: its answers, three accounts of its memory. */
export const answered = (rest: Overrides = {}): Record => {
  const profile = {
    ...{ nodes: 9, placed: 9, shareOfTime: 1, elsewhere: {}, kernelMs: {} },
    allocator: { peakBytes: 80 * 2 ** 20, arenaBytes: 128 * 2 ** 20 },
  };
  const best = { ...sampleTest(), examples: 20, correct: 14, correctBits, answers };
  return sampleRecord({
    ...rest,
    outcome: { kind: "ok", result: sampleResult({ best, profile }) },
    cell: { task: "image", length: 1024, variant: "softmax", ...rest.cell },
  });
};

/** Every view of the page: boards of two tasks, protocols and devices, a sweep, answers, controls. */
export const gallery: readonly Record[] = [
  ...arena,
  answered(),
  answered({ cell: { variant: "linear", seed: 1 } }),
  scored("softmax", 0, 700, { cell: { protocol: "smoke", device: "webgpu" } }),
  scored("local", 0, 640, { cell: { protocol: "smoke", device: "webgpu" } }),
  scored("softmax", 0, 350, { cell: { control: "shuffle" } }),
  ...swept,
  timed({ variant: "local", length: 512, beats: 0.5 }),
];
