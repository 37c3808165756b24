import { describe, expect, test } from "vitest";
import { type Example, type Split, stream, type Tokens } from "../../../tasks/index.ts";
import { decodeBytes } from "../../../tasks/text/bytes.ts";
import { makeReview } from "../../../tasks/text/generate.ts";
import { options } from "../../../tasks/text/options.ts";
import { drawReview } from "../../../tasks/text/review.ts";
import { accuracy } from "./baseline.ts";
import { surplusOf } from "./reader.ts";

type Feature = string | number;

const wordsOf = (tokens: Tokens): readonly string[] =>
  decodeBytes(tokens)
    .toLowerCase()
    .match(/[\p{L}\p{N}'-]+/gu)!;

const features: Readonly<Record<string, (tokens: Tokens) => Iterable<Feature>>> = {
  bytes: (tokens) => tokens,
  words: wordsOf,
  "words and pairs of neighbours": (tokens) => {
    const words = wordsOf(tokens);
    return [...words, ...words.slice(1).map((word, i) => `${words[i]} ${word}`)];
  },
};

const draw = (given: object, split: Split, count: number): readonly Example[] =>
  Array.from({ length: count }, (_, i) => makeReview(options.parse(given), split, i));

/** Share told right by counting these features. */
function told(train: readonly Example[], test: readonly Example[], kind: string): number {
  const counted = ({ towers, label }: Example) => ({
    features: features[kind]!(towers[0]!),
    label,
  });
  return accuracy(train.map(counted), test.map(counted), 5);
}

describe("counting does not tell a good review from a bad one", () => {
  const train = draw({}, "train", 2500);
  const unseen = draw({}, "test", 1500);
  test.each(Object.keys(features))("%s", (kind) => {
    expect(told(train, unseen, kind)).toBeLessThan(0.6);
  });
});

/** Share told right by adding up what is judged, without asking what decides; where nothing is left over, a half. */
function toldByAddingUp(given: object, count = 400): number {
  const points = Array.from({ length: count }, (_, i) => {
    const isGood = i % 2 === 0;
    const surplus = surplusOf(drawReview(stream(2, "baseline", i), isGood, options.parse(given)));
    return surplus === 0 ? 0.5 : Number(surplus > 0 === isGood);
  });
  return points.reduce((sum, point) => sum + point, 0) / count;
}

test("adding up all judgements does not tell a good review from a bad one", () => {
  expect(toldByAddingUp({})).toBeLessThan(0.6);
});

test("where nothing but the verdict is judged, adding up does, but for second thoughts that turn", () => {
  expect(toldByAddingUp({ decoys: 0 })).toBeGreaterThan(0.85);
});

test("where the verdict is given plainly, counting words does", () => {
  const plain = { structure: "plain", medianLength: 100, maxLength: 128, negation: 0.2 };
  expect(told(draw(plain, "train", 2500), draw(plain, "test", 1500), "words")).toBeGreaterThan(
    0.75,
  );
});
