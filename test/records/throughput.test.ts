import { expect, test } from "vitest";
import { relativeSpeeds, roundsSchema, speedOf } from "../../records/index.ts";

const rounds = {
  warmupMs: [90],
  stepMs: [10, 30, 20, 20, 40, 40],
  inRunMs: [9, 29, 19, 19, 39, 39],
  stepsPerRound: 2,
  metronomeMs: [10, 10, 30],
  isStable: false,
};

test("relative speed is the metronome's time over a step's, round by round", () => {
  expect(relativeSpeeds(rounds)).toEqual([0.5, 0.5, 0.75]);
});

test("rounds come to medians, and to an interval from six rounds on", () => {
  expect(speedOf(rounds)).toEqual({ stepMs: 25, relative: 0.5, interval: null });
  const six = {
    ...rounds,
    stepMs: [1, 2, 4, 5, 8, 10],
    inRunMs: Array(6).fill(1),
    stepsPerRound: 1,
    metronomeMs: Array(6).fill(40),
  };
  expect(speedOf(six)).toEqual({ stepMs: 4.5, relative: 9, interval: { low: 4, high: 40 } });
});

test("rounds whose lists do not fit together are refused", () => {
  expect(roundsSchema.safeParse(rounds).success).toBe(true);
  const paths = (change: object) =>
    roundsSchema.safeParse({ ...rounds, ...change }).error?.issues.map(({ path }) => path);
  expect(paths({ inRunMs: [9] })).toEqual([["inRunMs"]]);
  expect(paths({ stepsPerRound: 3 })).toEqual([["stepMs"]]);
  expect(paths({ metronomeMs: [] })).toContainEqual(["metronomeMs"]);
});
