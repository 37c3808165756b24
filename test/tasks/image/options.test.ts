import { describe, expect, test } from "vitest";
import { image } from "../../../tasks/image/index.ts";

const { options, deviation } = image.generated;

describe("deviation", () => {
  test.each([
    [{}, "different: generated figures instead of CIFAR-10"],
    [{ seed: 5 }, "different: generated figures instead of CIFAR-10"],
    [
      { side: 16, variety: 0.25, clutter: 0, noise: 0.1 },
      "different: generated figures instead of CIFAR-10, side 16 instead of 32, " +
        "variety 0.25 instead of 1, clutter 0 instead of 0.5, noise 0.1 instead of 0.05",
    ],
    [
      { trainExamples: 500 },
      "different: generated figures instead of CIFAR-10, " +
        "train/validation/test examples 500/5000/10000 instead of 45000/5000/10000",
    ],
  ])("of %j", (given, text) => {
    expect(deviation(options.parse(given))).toBe(text);
  });

  test("of CIFAR-10 itself there is none", () => {
    expect(image.imported!.deviation(image.imported!.options.parse({ seed: 3 }))).toBe(null);
  });
});

test.each([
  [{ side: 24 }, "side", "Invalid option: expected one of 8|16|32"],
  [{ variety: 1.5 }, "variety", "Too big"],
  [{ noise: -1 }, "noise", "Too small"],
  [{ trainExamples: 0 }, "trainExamples", "Too small"],
  [
    { variety: 0, clutter: 0, noise: 0 },
    "",
    "variety, clutter or noise must be above 0: got 0 for all, which is the same ten pictures " +
      "over and over. Raise one of them.",
  ],
])("%j is refused", (given, path, message) => {
  const issue = options.safeParse(given).error!.issues[0]!;
  expect(issue.path.join(".")).toBe(path);
  expect(issue.message).toContain(message);
});

test("a picture is seen at its own side", () => {
  const sideOf = (given: unknown) => image.view(given);
  expect(sideOf(options.parse({}))).toEqual({ kind: "picture", side: 32 });
  expect(sideOf(options.parse({ side: 16 }))).toEqual({ kind: "picture", side: 16 });
  expect(sideOf(image.imported!.options.parse({}))).toEqual({ kind: "picture", side: 32 });
});
