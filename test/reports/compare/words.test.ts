import { expect, test } from "vitest";
import { type Finding, findingText, verdictText } from "../../../reports/compare/index.ts";
import { changeText } from "../../../reports/index.ts";
import { sampleRecord } from "../../support/records.ts";

test.each([
  [-0.22, "memory", "worse by 22.0 %"],
  [0.031, "training speed", "better by 3.1 %"],
  [-0.0004, "memory", "worse by less than 0.1 %"],
  [0.00051, "memory", "better by 0.1 %"],
  [-0.02, "accuracy", "worse by 2.0 points"],
  [0, "accuracy", "unchanged"],
])("a gain of %d in %s: %s", (gain, measure, text) => {
  expect(changeText({ gain, measure })).toBe(text);
});

test.each([
  ["worse", -0.22, "worse by 22.0 %"],
  ["improved", 0.031, "better by 3.1 %"],
  ["undecided", -0.03, "undecided, worse by 3.0 %"],
  ["same", 0, "same, unchanged"],
  ["not comparable", -0.22, "not comparable"],
  ["worse", null, "worse"],
] as const)("%s with a gain of %s: %s", (word, gain, text) => {
  expect(verdictText({ word, gain, measure: "memory" })).toBe(text);
});

test("a note stands behind the verdict", () => {
  const finding: Finding = {
    match: { record: sampleRecord(), seeds: [] },
    ...{
      measure: "outcome",
      word: "worse",
      values: null,
      gain: null,
      interval: null,
      p: null,
      least: null,
    },
    ...{ ends: null, note: "seed 0: ok → oom" },
  };
  expect(findingText(finding)).toBe("worse; seed 0: ok → oom");
  expect(findingText({ ...finding, note: null })).toBe("worse");
});
