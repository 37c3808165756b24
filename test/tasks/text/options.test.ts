import { describe, expect, test } from "vitest";
import { text } from "../../../tasks/text/index.ts";

const { generated } = text;
const deviation = (options: object) => generated.deviation(generated.options.parse(options));

describe("deviation", () => {
  const always = "generated reviews instead of IMDB";
  test.each([
    [{}, `different: ${always}`],
    [{ seed: 5 }, `different: ${always}`],
    [
      { structure: "plain", medianLength: 100, maxLength: 128, words: 8 },
      `easier: ${always}, structure plain instead of far, median length 100 instead of 1000, ` +
        "greatest length 128 instead of 4000, words 8 instead of 22",
    ],
    [
      { decoys: 0, negation: 0.2, testExamples: 500 },
      `easier: ${always}, decoys 0 instead of 1, negation 0.2 instead of 0.4, ` +
        "train/validation/test examples 25000/2500/500 instead of 25000/2500/25000",
    ],
  ])("%j", (options, told) => {
    expect(deviation(options)).toBe(told);
  });
});

describe("options that can't be met", () => {
  test.each([
    [
      { maxLength: 399 },
      "maxLength must be at least 400 for far reviews: got 399. Raise it, or choose another structure.",
    ],
    [
      { structure: "plain", medianLength: 10, maxLength: 95 },
      "maxLength must be at least 96 for plain reviews: got 95. Raise it, or choose another structure.",
    ],
    [
      { medianLength: 5000 },
      "medianLength must not be above maxLength: got 5000 and 4000. Lower medianLength, or raise maxLength.",
    ],
    [{ words: 23 }, "Too big: expected number to be <=22"],
    [{ decoys: 1.5 }, "Too big: expected number to be <=1"],
    [{ sede: 1 }, 'Unrecognized key: "sede"'],
  ])("%j", (options, message) => {
    const result = generated.options.safeParse(options);
    expect(result.error?.issues.map((issue) => issue.message)).toEqual([message]);
  });
});
