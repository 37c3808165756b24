import { describe, expect, test } from "vitest";
import { retrieval } from "../../../tasks/retrieval/index.ts";
import { options } from "../../../tasks/retrieval/options.ts";
import { easy } from "./made.ts";

const stand = "generated papers instead of the ACL Anthology";

describe("deviation", () => {
  test.each([
    [{}, `different: ${stand}`],
    [{ seed: 5 }, `different: ${stand}`],
    [{ relation: "topic" }, `easier: ${stand}, related by topic instead of citation`],
    [
      easy,
      `easier: ${stand}, related by topic instead of citation, topics 2 instead of 12, ` +
        "lengths 200-240 instead of 2000-10000",
    ],
    [{ minLength: 4000 }, `harder: ${stand}, lengths 4000-10000 instead of 2000-10000`],
    [
      { relation: "topic", minLength: 4000 },
      `different: ${stand}, related by topic instead of citation, ` +
        "lengths 4000-10000 instead of 2000-10000",
    ],
    [
      { testExamples: 100 },
      `different: ${stand}, train/validation/test examples 147086/18090/100 ` +
        "instead of 147086/18090/17437",
    ],
  ])("%j: %s", (given, text) => {
    expect(retrieval.generated.deviation(options.parse(given))).toBe(text);
  });
});

describe("options that can't be met give one line", () => {
  test.each([
    [
      { minLength: 3000, maxLength: 2000 },
      "minLength must be at most maxLength: got 3000 and 2000. Lower minLength.",
    ],
    [
      { minLength: 999 },
      "minLength must be at least 1000 where papers cite each other: got 999. " +
        'Raise it, or choose relation "topic".',
    ],
    [{ relation: "topic", minLength: 199 }, "Too small: expected number to be >=200"],
    [{ maxLength: 10_001 }, "Too big: expected number to be <=10000"],
    [{ topics: 1 }, "Too small: expected number to be >=2"],
    [{ topics: 13 }, "Too big: expected number to be <=12"],
  ])("%j", (given, message) => {
    const { error } = options.safeParse(given);
    expect(error?.issues.map((issue) => issue.message)).toEqual([message]);
  });
});
