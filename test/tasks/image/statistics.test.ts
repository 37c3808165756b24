import { expect, test } from "vitest";
import { figures } from "../../../tasks/image/figures.ts";
import { deviation, expectMean, mean } from "./estimates.ts";
import { made } from "./made.ts";

const { labels, count, tokens } = made({ trainExamples: 8000, side: 8 }).splits.train;
const greys = Array.from({ length: count }, (_, i) => mean(tokens(i)[0]!));

test.each([...Object.keys(figures).entries()])(
  "label %d, %s: a tenth, and grey on average",
  (label) => {
    const isOne = Array.from(labels, (other) => Number(other === label));
    expectMean("share", isOne, 0.1);
    const own = greys.filter((_, i) => labels[i] === label);
    expectMean("grey", own, 127.5);
  },
);

test("noise has the deviation asked for", () => {
  const plain = { side: 8, variety: 0, clutter: 0, noise: 0.1 };
  const { train } = made({ ...plain, trainExamples: 5000 }).splits;
  const corners = Array.from({ length: train.count }, (_, i) => train.tokens(i)[0]![0]!);
  expectMean("ground", corners, 0.25 * 255);
  const error = 25.5 / Math.sqrt(2 * train.count);
  expect(Math.abs(deviation(corners) - 25.5)).toBeLessThan(4 * error);
});
