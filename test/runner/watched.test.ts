import { expect, test } from "vitest";
import type { Trainer } from "../../runner/trainer.ts";
import { watchLogits, watchLosses } from "../../runner/watched.ts";

const batch = {
  tokens: Int32Array.of(1),
  mask: Float32Array.of(1),
  labels: Int32Array.of(0),
  count: 1,
};
const beat = { ms: 2, inRunMs: 1 };

/** A trainer of two steps a run with these losses, and how many runs it was asked for. */
function trainerOf(losses: readonly (readonly number[])[]) {
  let runs = 0;
  const trainer: Trainer = {
    stepsPerRun: 2,
    steps: async () => losses[runs++]!,
    step: async () => Number.NaN,
    untaken: async () => null,
    weights: async () => ({ parameters: new Float32Array(), states: null }),
    inRunMs: () => 0,
    close: async () => {},
  };
  return { trainer, runs: () => runs };
}

test("the first loss that is not finite is kept with its step, and no step is taken behind it", async () => {
  const { trainer, runs } = trainerOf([
    [3, 2],
    [1, Number.POSITIVE_INFINITY],
    [0, 0],
  ]);
  const watched = watchLosses(trainer, () => batch);
  await watched.step();
  expect(watched.fault()).toBeNull();
  for (let i = 0; i < 3; i++) await watched.step();
  expect(watched.fault()).toEqual({
    kind: "diverged",
    step: 4,
    loss: Number.POSITIVE_INFINITY,
    weights: null,
  });
  expect(runs()).toBe(2);
});

test("of the logits those of examples count, and the first that is not finite is kept", async () => {
  const answers = [
    [1, 2, Number.NaN],
    [1, Number.NEGATIVE_INFINITY, 0],
    [Number.NaN, 0, 0],
  ];
  const watched = watchLogits(
    async () => ({ logits: Float32Array.from(answers.shift()!), beat }),
    1,
    2,
  );
  expect(await watched.step()).toEqual(beat);
  expect(watched.fault()).toBeNull();
  await watched.step();
  await watched.step();
  expect(watched.fault()).toBe(
    "logits[0, 1] (example, class) became -Infinity while answers were timed",
  );
});
