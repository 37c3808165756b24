import { expect, test } from "vitest";
import type { Examples } from "../../../tasks/index.ts";
import { logisticAccuracy } from "../../support/logistic.ts";
import { made } from "./made.ts";

/** With 1,000 test pictures the standard error is at most 0.016; chance is 0.1. */
const accuracy = (options: object): number => {
  const sizes = { trainExamples: 4000, validationExamples: 1, testExamples: 1000 };
  const { train, test } = made({ ...sizes, ...options }).splits;
  return logisticAccuracy(samplesOf(train), samplesOf(test), { epochs: 3, rate: 0.002 });
};

const samplesOf = ({ count, labels, tokens }: Examples) =>
  Array.from({ length: count }, (_, i) => ({ features: tokens(i)[0]!, label: labels[i]! }));

test("single pixels hardly tell the classes apart", () => {
  expect(accuracy({})).toBeLessThan(0.3);
});

test("they do where figures are nearly upright and centred: the baseline can learn", () => {
  expect(accuracy({ side: 8, variety: 0.1, clutter: 0 })).toBeGreaterThan(0.8);
});
