import { expect, test } from "vitest";
import { controlOutcome, withShuffledLabels } from "../../../runner/audits/control.ts";
import type { Examples } from "../../../tasks/index.ts";
import { sampleResult, sampleTest } from "../../support/records.ts";

const examplesOf = (...labels: readonly number[]): Examples => ({
  count: labels.length,
  labels: Uint8Array.from(labels),
  tokens: (i) => [Uint8Array.of(i)],
});

const labels = Array.from({ length: 60 }, (_, i) => i % 5);
const splits = {
  train: examplesOf(...labels),
  validation: examplesOf(1, 2, 3),
  test: examplesOf(...labels),
};

test("training labels change places, by seed; documents and the other splits stay", () => {
  const shuffled = withShuffledLabels(splits, 0);
  expect([...shuffled.train.labels]).not.toEqual(labels);
  expect([...shuffled.train.labels].sort()).toEqual([...labels].sort());
  expect(shuffled.train.tokens(7)).toEqual([Uint8Array.of(7)]);
  expect(shuffled.train.count).toBe(60);
  expect([shuffled.validation, shuffled.test]).toEqual([splits.validation, splits.test]);
  expect([...splits.train.labels]).toEqual(labels);
  expect(withShuffledLabels(splits, 0).train.labels).toEqual(shuffled.train.labels);
  expect(withShuffledLabels(splits, 1).train.labels).not.toEqual(shuffled.train.labels);
});

test("a control ends at chance, and above it at the 1 % level the labels leak", () => {
  // Of 2000 with a share of 17.5 %: P(X ≥ 390) is 0.0108, P(X ≥ 391) 0.0093.
  const outcome = (correct: number) =>
    controlOutcome(sampleResult({ last: sampleTest({ correct }) }), "last");
  expect(outcome(390)).toMatchObject({ kind: "chance", result: { last: { correct: 390 } } });
  expect(outcome(391)).toEqual({
    kind: "invalid",
    reason:
      "a model trained on shuffled labels answered 391 of 2000 right, where the commonest class makes up 17.5 %: labels leak",
  });
  const both = sampleResult({
    best: sampleTest({ correct: 350 }),
    last: sampleTest({ correct: 900 }),
  });
  expect([controlOutcome(both, "best").kind, controlOutcome(both, "last").kind]).toEqual([
    "chance",
    "invalid",
  ]);
});
