import { expect, test } from "vitest";
import { type VariantName, variants } from "../../variants/index.ts";
import { learn, type Mechanism } from "../support/mechanisms.ts";

/** What a variant learns when it is set up so: at least this share right, where chance is 0.25 with an error of 0.02. */
type Lesson = readonly [options: object, mechanism: Mechanism, accuracy: number];

/** A variant without a line here does not compile. */
const lessons: { readonly [V in VariantName]: readonly Lesson[] } = {
  softmax: [[{}, "recall", 0.95]],
  linear: [[{}, "copy", 0.95]],
  local: [[{ block: 8 }, "next", 0.95]],
  sparse: [
    [{ stride: 8, c: 2 }, "next", 0.95],
    [{ pattern: "strided", stride: 8 }, "recall", 0.95],
  ],
  longformer: [
    [{ window: 8 }, "recall", 0.95],
    [{ window: 8, global_tokens: 0 }, "next", 0.95],
  ],
  linformer: [[{ k: 8 }, "copy", 0.95]],
  reformer: [[{ bucket_size: 4, hashes: 2 }, "recall", 0.8]],
  sinkhorn: [
    [{ block_size: 8 }, "copy", 0.95],
    [{ block_size: 8, sortcut: 2 }, "next", 0.95],
  ],
  synthesizer: [
    [{ mode: "random" }, "copy", 0.95],
    [{ mode: "dense" }, "copy", 0.95],
  ],
  bigbird: [[{ block_size: 2, num_rand_blocks: 2 }, "recall", 0.95]],
  performer: [
    [{ nb_features: 32 }, "recall", 0.8],
    [{ nb_features: 32, kernel: "relu" }, "recall", 0.9],
  ],
  nystromformer: [[{ num_landmarks: 8 }, "next", 0.95]],
  fnet: [[{}, "copy", 0.95]],
  luna: [[{ projection_length: 8 }, "copy", 0.95]],
  yoso: [
    [{ mode: "expectation" }, "copy", 0.95],
    [{ mode: "sampled", hash_code_len: 5 }, "copy", 0.95],
  ],
  mgk: [
    [{}, "recall", 0.95],
    [{ mode: "linear" }, "copy", 0.95],
  ],
  star: [[{}, "next", 0.6]],
};

const all = Object.entries(lessons).flatMap(([name, list]) =>
  list.map((lesson) => [name as VariantName, ...lesson] as const),
);

test.each(all)(
  "%s %o learns to %s",
  { timeout: 180_000 },
  async (name, options, task, accuracy) => {
    expect(await learn(variants[name], options, task)).toBeGreaterThanOrEqual(accuracy);
  },
);
