import { expect, test } from "vitest";
import type { Step } from "../../model/index.ts";
import { firstWeights, randomFeeds } from "../../runner/feeds.ts";

const slot = (name: string) => ({ name, shape: [3], init: { kind: "normal", sd: 1 } }) as const;
const step = (...slots: readonly string[]): Step => ({
  graph: { outputs: {} },
  parameters: slots.map(slot),
  states: [],
  randoms: [],
});

test("a slot begins with the same numbers whatever stands beside it", () => {
  const alone = firstWeights(step("a", "b"), 1).parameters;
  const beside = firstWeights(step("new", "b", "a"), 1).parameters;
  expect(beside.subarray(3)).toEqual(
    Float32Array.of(...alone.subarray(3), ...alone.subarray(0, 3)),
  );
  expect(alone.subarray(3)).not.toEqual(alone.subarray(0, 3));
  expect(firstWeights(step("a", "b"), 2).parameters).not.toEqual(alone);
});

test("random inputs go on from step to step, each in a stream of its own", () => {
  const input = (name: string) => ({ name, shape: [2], distribution: "uniform" }) as const;
  const numbers = (draw: ReturnType<typeof randomFeeds>) => draw();
  const both = randomFeeds([input("a"), input("b")], 1, "training");
  const [first, second] = [numbers(both), numbers(both)];
  expect(second).not.toEqual(first);
  const alone = randomFeeds([input("b")], 1, "training");
  expect([alone().b, alone().b]).toEqual([first.b, second.b]);
  expect(randomFeeds([input("b")], 1, "evaluation")().b).not.toEqual(first.b);
});
