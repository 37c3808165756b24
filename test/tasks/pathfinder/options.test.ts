import { describe, expect, test } from "vitest";
import { pathfinder, pathx } from "../../../tasks/pathfinder/index.ts";
import { options, settingsOf } from "../../../tasks/pathfinder/options.ts";

const deviationOf = ({ generated }: typeof pathfinder, given: object): string | null =>
  generated.deviation(generated.options.parse(given));

describe("deviation of Pathfinder", () => {
  test.each([
    [{}, null],
    [{ seed: 5 }, null],
    [{ contourLength: 14, distractors: 5 }, null],
    [{ difficulty: "easy" }, "easier: contour length 6 instead of 14"],
    [{ difficulty: "intermediate" }, "easier: contour length 9 instead of 14"],
    [{ distractors: 0 }, "easier: distractors 0 instead of the benchmark's"],
    [{ resolution: 64 }, "harder: resolution 64 instead of 32"],
    [{ resolution: 128, distractors: 8 }, "harder: resolution 128 instead of 32"],
    [
      { resolution: 128, contourLength: 4 },
      "different: resolution 128 instead of 32, contour length 4 instead of 14",
    ],
    [
      { trainExamples: 500, distractors: 9 },
      "harder: distractors 9 instead of the benchmark's, " +
        "train/validation/test examples 500/20000/20000 instead of 160000/20000/20000",
    ],
    [
      { testExamples: 7 },
      "different: train/validation/test examples 160000/20000/7 instead of 160000/20000/20000",
    ],
  ])("%j: %s", (given, text) => {
    expect(deviationOf(pathfinder, given)).toBe(text);
  });

  test("of imported sets is their difficulty and resolution", () => {
    const { deviation, options: importOptions } = pathfinder.imported!;
    const of = (given: object) => deviation(importOptions.parse(given));
    expect(of({ seed: 3 })).toBe(null);
    expect(of({ difficulty: "easy" })).toBe("easier: contour length 6 instead of 14");
    expect(of({ resolution: 256 })).toBe("harder: resolution 256 instead of 32");
  });
});

test("deviation of Path-X", () => {
  expect(deviationOf(pathx, {})).toBe(null);
  expect(deviationOf(pathx, { distractors: 8 })).toBe(null);
  expect(deviationOf(pathx, { contourLength: 6, distractors: 2 })).toBe(
    "easier: contour length 6 instead of 14, distractors 2 instead of the benchmark's",
  );
  expect(pathx.imported!.deviation(pathx.imported!.options.parse({}))).toBe(null);
});

test.each([
  [{}, [14, 4, 5]],
  [{ difficulty: "intermediate" }, [9, 3, 5]],
  [{ difficulty: "easy", resolution: 256 }, [6, 2, 7]],
  [{ contourLength: 2, distractors: 1 }, [2, 1, 1]],
])("%j: paddles of a target snake, of a distractor, and distractors", (given, expected) => {
  const { contourLength, distractorLength, distractors } = settingsOf(options.parse(given));
  expect([contourLength, distractorLength, distractors]).toEqual(expected);
});

test.each([
  [{ resolution: 48 }, /one of 32\|64\|128\|256/],
  [{ difficulty: "simple" }, /one of "easy"\|"intermediate"\|"hard"/],
  [{ contourLength: 15 }, /<=14/],
  [{ distractors: -1 }, />=0/],
])("%j is refused", (given, message) => {
  expect(options.safeParse(given).error?.issues[0]?.message).toMatch(message);
});

test("a picture's side is its resolution, and Path-X has no say in it", () => {
  expect(pathfinder.view({ resolution: 64 })).toEqual({ kind: "picture", side: 64 });
  expect(pathx.view({})).toEqual({ kind: "picture", side: 128 });
  expect(pathx.generated.options.safeParse({ resolution: 32 }).success).toBe(false);
});
