import { expect, test, vi } from "vitest";
import type { Weights } from "../../runner/feeds.ts";
import { type Trained, train } from "../../runner/train.ts";

const batch = {
  tokens: new Int32Array(),
  mask: new Float32Array(),
  labels: new Int32Array(),
  count: 0,
};

/** Trains on these losses; at every look at the validation set the next of `correct` are right. The weights are the step. */
function play(
  losses: readonly number[],
  correct: readonly number[],
  evaluateEvery: number,
  stepsPerRun = 1,
  onRun: (length: number) => void = () => {},
  states: readonly number[] = [0],
) {
  const left = [...correct];
  let done = 0;
  return train({
    trainer: {
      stepsPerRun,
      steps: async ({ length }) => {
        onRun(length);
        done += length;
        return losses.slice(done - length, done);
      },
      weights: async (): Promise<Weights> => ({
        parameters: Float32Array.of(done),
        states: Float32Array.from(states.slice(0, done)),
      }),
      inRunMs: () => 0,
    },
    steps: losses.length,
    evaluateEvery,
    nextBatch: () => batch,
    validate: async (_, step) => {
      const right = left.shift()!;
      return { step, examples: 10, correct: right, loss: right < 0 ? Number.NaN : 1 };
    },
  });
}

const trained = async (...game: Parameters<typeof play>) =>
  (await play(...game)) as Extract<Trained, { kind: "trained" }>;

test("validation comes after every so many steps and after the last; train losses are means since the look before", async () => {
  const { curve } = await trained([1, 3, 5, 7, 11], [2, 3, 4], 2);
  expect(curve.map(({ step, trainLoss }) => [step, trainLoss])).toEqual([
    [2, 2],
    [4, 6],
    [5, 11],
  ]);
});

test("the best weights are those of the first of the best looks, the last those of the last step", async () => {
  const { best, last } = await trained([1, 1, 1, 1], [5, 8, 8, 7], 1);
  expect(best.step).toBe(2);
  expect([...best.weights.parameters]).toEqual([2]);
  expect(last.step).toBe(4);
  expect([...last.weights.parameters]).toEqual([4]);
});

test("weights that answer nothing right can be the best", async () => {
  expect((await trained([1, 1], [0, 0], 1)).best.step).toBe(1);
});

test("every step has its time, and all of them together are part of the whole", async () => {
  const { stepMs, trainingMs } = await trained([1, 1, 1], [5, 5], 2);
  expect(stepMs).toHaveLength(3);
  expect(stepMs.reduce((a, b) => a + b)).toBeLessThanOrEqual(trainingMs.total);
});

test("a loss that is not finite ends the training at its step", async () => {
  expect(await play([1, Number.NaN, 1], [5, 5, 5], 1)).toEqual({
    kind: "diverged",
    step: 2,
    loss: Number.NaN,
    weights: null,
  });
  expect(await play([1, 1, 1], [5, -1, 5], 1)).toMatchObject({
    kind: "diverged",
    step: 2,
    weights: { parameters: Float32Array.of(2) },
  });
});

test("so does a weight that is not, however finite the losses are", async () => {
  const states = [0, 0, Number.POSITIVE_INFINITY];
  expect(await play([1, 1, 1, 1], [5, 5], 2, 1, undefined, states)).toMatchObject({
    kind: "diverged",
    step: 4,
    loss: 1,
    weights: { states: Float32Array.from(states) },
  });
});

test("steps go over in runs that end where the validation set is looked at, and share the time of their run", async () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  const runs: number[] = [];
  const { curve, stepMs, trainingMs } = await trained(
    [1, 3, 5, 7, 11, 13, 17],
    [2, 3],
    5,
    3,
    (length) => {
      runs.push(length);
      vi.advanceTimersByTime(30);
    },
  ).finally(vi.useRealTimers);
  expect(runs).toEqual([3, 2, 2]);
  expect(curve.map(({ step, trainLoss }) => [step, trainLoss])).toEqual([
    [5, 27 / 5],
    [7, 15],
  ]);
  expect(stepMs).toEqual([10, 10, 10, 15, 15, 15, 15]);
  expect(trainingMs.total).toBe(90);
});

test("a loss that is not finite has the number of its step, wherever in a run it is", async () => {
  expect(await play([1, 1, 1, 1, Number.NaN, 1], [5], 6, 3)).toMatchObject({
    kind: "diverged",
    step: 5,
  });
});
