import { describe, expect, test } from "vitest";
import { relativeSpeedOf, relativeSpeeds, roundsSchema, speedOf } from "../../records/index.ts";

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
  const { interval, ...medians } = speedOf(six);
  expect(medians).toEqual({ stepMs: 4.5, relative: 9 });
  // The six reach from 4 to 40; 2.228 by 10 degrees of freedom in place of 1.96, and the scatter of runs.
  const half = 2.2281 * Math.hypot(0.03, Math.log(10) / 2 / 1.96);
  expect(interval!.low).toBeCloseTo(9 * Math.exp(-half), 3);
  expect(interval!.high).toBeCloseTo(9 * Math.exp(half), 2);
});

describe("the relative speed of seeds", () => {
  const timed = (beats: number, metronome = 1) => {
    const steps = { warmupMs: [], stepMs: Array(8).fill(10), inRunMs: Array(8).fill(10) };
    const all = { ...steps, stepsPerRound: 1, metronomeMs: Array(8).fill(10 * beats) };
    return {
      metronome,
      train: { ...all, isStable: beats < 5 },
      evaluate: { ...all, isStable: true },
    };
  };

  test("is the geometric mean of theirs, and stable where all are", () => {
    const both = relativeSpeedOf([timed(2), timed(8)], "train")!;
    expect(both.speed).toBeCloseTo(4, 12);
    expect(both.isStable).toBe(false);
    expect(relativeSpeedOf([timed(2), timed(8)], "evaluate")!.isStable).toBe(true);
  });

  test("is that of the run where there is one", () => {
    expect(relativeSpeedOf([timed(2)], "train")!.interval).toEqual(
      speedOf(timed(2).train).interval,
    );
  });

  test("is missing where a seed is, or was timed beside another metronome", () => {
    expect(relativeSpeedOf([timed(2), null], "train")).toBeNull();
    expect(relativeSpeedOf([timed(2), { ...timed(2), train: null }], "train")).toBeNull();
    expect(relativeSpeedOf([timed(2, 1), timed(2, 2)], "train")).toBeNull();
    expect(relativeSpeedOf([], "train")).toBeNull();
  });
});

test("rounds whose lists do not fit together are refused", () => {
  expect(roundsSchema.safeParse(rounds).success).toBe(true);
  const paths = (change: object) =>
    roundsSchema.safeParse({ ...rounds, ...change }).error?.issues.map(({ path }) => path);
  expect(paths({ inRunMs: [9] })).toEqual([["inRunMs"]]);
  expect(paths({ stepsPerRound: 3 })).toEqual([["stepMs"]]);
  expect(paths({ metronomeMs: [] })).toContainEqual(["metronomeMs"]);
});
