import { describe, expect, test } from "vitest";
import { options, settingsOf } from "../../../tasks/pathfinder/options.ts";
import { type Picture, pictures } from "../../../tasks/pathfinder/picture.ts";
import { stream } from "../../../tasks/rng.ts";

/** What is told of a picture by a number. */
const measures = {
  attempts: ({ targets }: Picture) => targets.attempts,
  distractors: ({ distractors }: Picture) => distractors.length,
  grey: ({ pixels }: Picture) => mean([...pixels]),
  zeros: ({ pixels }: Picture) => pixels.filter((level) => level === 0).length / pixels.length,
  /** The brightest value, markers being 1: how much darker than white the marked beginning of a snake is. */
  maximum: ({ pixels, targets }: Picture) => {
    const side = Math.sqrt(pixels.length);
    const levels = targets.snakes.map(({ tail }) => pixels[side * tail.y + tail.x]!);
    return 255 / Math.max(...levels);
  },
  bright: ({ pixels }: Picture) => pixels.filter((level) => level >= 128).length / pixels.length,
} as const;

/** Means over pictures of the public generator, run in Python, as far as their last digit. */
const golden = [
  {
    resolution: 32,
    theirs: 100,
    ours: 800,
    means: {
      attempts: [280, 5],
      distractors: [1.29, 0.005],
      grey: [20.4, 0.05],
      zeros: [0.653, 0.0005],
      bright: [0.086, 0.0005],
      maximum: [1.07, 0.005],
    },
  },
  {
    resolution: 128,
    theirs: 24,
    ours: 40,
    means: {
      attempts: [340, 5],
      distractors: [7.8, 0.05],
      grey: [7.98, 0.005],
      zeros: [0.861, 0.0005],
      bright: [0.031, 0.0005],
      maximum: [1, 0.005],
    },
  },
  {
    resolution: 256,
    theirs: 12,
    ours: 40,
    means: {
      attempts: [11, 0.5],
      distractors: [7, 0.05],
      grey: [2.94, 0.005],
      zeros: [0.962, 0.0005],
      bright: [0.011, 0.0005],
      maximum: [1, 0.005],
    },
  },
] as const;

describe.each(golden)("resolution $resolution", ({ resolution, theirs, ours, means }) => {
  const draw = pictures(settingsOf(options.parse({ resolution })));
  const drawn = Array.from({ length: ours }, (_, i) => draw(stream(0, "statistics", i)));

  // Four standard errors of the difference of the two means, and what rounding took from theirs.
  test.each(Object.entries(means))("%s: %j", (name, [expected, rounding]) => {
    const values = drawn.map(measures[name as keyof typeof measures]);
    const error = deviation(values) * Math.sqrt(1 / theirs + 1 / ours);
    expect(Math.abs(mean(values) - expected)).toBeLessThan(4 * error + rounding);
  });
});

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const deviation = (values: readonly number[]): number => {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
};
