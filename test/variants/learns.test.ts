import { expect, test } from "vitest";
import { ops } from "../../graph/index.ts";
import { type Variant, type VariantName, variants } from "../../variants/index.ts";
import { learn, type Mechanism } from "../support/mechanisms.ts";

/** What a variant learns when it is set up so: at least this share right. */
type Lesson = readonly [options: object, mechanism: Mechanism, accuracy: number];

/**
 * What is right without any mixing of tokens. Where the first token answers, it has to guess. In `next` the mean over the
 * four tokens that may follow the mark takes the most frequent: of 256 fours one kind has four in 4, three in 48, two in
 * 180 and one in 24.
 */
const unmixed: { readonly [M in Mechanism]: number } = {
  copy: 1 / 4,
  recall: 1 / 4,
  most: 1 / 4,
  next: (4 * 4 + 3 * 48 + 2 * 180 + 1 * 24) / 4 / 256, // 0.53
};

const withoutMixing: Variant = { ...variants.softmax, mix: (x) => ops.mul(x, 0) };

test.each(Object.entries(unmixed) as [Mechanism, number][])(
  "without mixing %s is learnt to %f only",
  { timeout: 180_000 },
  async (task, accuracy) => {
    const learnt = await learn(withoutMixing, {}, task);
    expect(Math.abs(learnt - accuracy)).toBeLessThan(0.06); // 512 examples: 0.02, thrice
  },
);

/** A variant without a line here does not compile. */
const lessons: { readonly [V in VariantName]: readonly Lesson[] } = {
  softmax: [[{}, "recall", 0.95]],
  linear: [[{}, "copy", 0.95]],
  local: [[{ block: 8 }, "next", 0.95]],
  sparse: [
    // Nothing is global: the answer comes from another block by the columns alone, in two layers.
    [{ stride: 8, c: 2, global_tokens: 0 }, "copy", 0.95],
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
  // It is read in a global block, which sees all, and relays between all blocks in two layers: what random ones connect is
  // for the receptive field in bigbird.test.ts.
  bigbird: [[{ block_size: 2, num_rand_blocks: 2 }, "recall", 0.95]],
  performer: [
    [{ nb_features: 32 }, "recall", 0.8],
    [{ nb_features: 32, kernel: "relu" }, "recall", 0.9],
  ],
  nystromformer: [[{ num_landmarks: 8 }, "next", 0.95]],
  fnet: [[{}, "next", 0.95]],
  luna: [[{ projection_length: 8 }, "copy", 0.95]],
  yoso: [
    [{ mode: "expectation" }, "copy", 0.95],
    [{ mode: "sampled", hash_code_len: 5 }, "copy", 0.95],
  ],
  mgk: [
    [{}, "recall", 0.95],
    [{ mode: "linear" }, "copy", 0.95],
  ],
  // Satellites show which tokens there are; only the relay's mean counts them, and without it 0.57 is right.
  star: [[{}, "most", 0.95]],
};

const all = Object.entries(lessons).flatMap(([name, list]) =>
  list.map((lesson) => [name as VariantName, ...lesson] as const),
);

test.each(all)(
  "%s %o learns to %s",
  { timeout: 180_000 },
  async (name, options, task, accuracy) => {
    expect(accuracy).toBeGreaterThan(unmixed[task] + 0.25);
    expect(await learn(variants[name], options, task)).toBeGreaterThanOrEqual(accuracy);
  },
);
