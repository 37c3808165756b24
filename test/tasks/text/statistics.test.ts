import { describe, expect, test } from "vitest";
import { stream } from "../../../tasks/index.ts";
import { options } from "../../../tasks/text/options.ts";
import { drawReview, print } from "../../../tasks/text/review.ts";
import { bad, good, type Lexicon } from "../../../tasks/text/words.ts";

const count = 4000;

/** Reviews of these options, good ones and bad ones by turns. */
const draw = (given: object) =>
  Array.from({ length: count }, (_, i) => {
    const rng = stream(0, "statistics", i);
    const isGood = i % 2 === 0;
    const review = drawReview(rng, isGood, options.parse(given));
    return { isGood, review, text: print(rng, review) };
  });

const sorted = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b);
const bytesOf = (text: string) => Buffer.byteLength(text);
const mean = (numbers: readonly number[]) =>
  numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

describe("reviews of the default settings", () => {
  const reviews = draw({});

  test("are as long as IMDB's, but for the longest", () => {
    const lengths = sorted(reviews.map(({ text }) => bytesOf(text)));
    // Quartiles of IMDB's 50,000 reviews.
    for (const [share, bytes] of [
      [0.25, 699],
      [0.5, 971],
      [0.75, 1591],
    ] as const) {
      expect(Math.abs(lengths[share * count]! / bytes - 1), `share ${share}`).toBeLessThan(0.08);
    }
    expect(lengths.at(-1)).toBeGreaterThan(3500);
  });

  test("put a page between what decides and the verdict", () => {
    const distances = sorted(reviews.map(({ review }) => bytesOf(review.body.join(" "))));
    expect(distances[0.1 * count]).toBeGreaterThan(200);
    expect(distances[0.5 * count]).toBeGreaterThan(600);
    expect(distances[0.9 * count]).toBeGreaterThan(1600);
  });

  test("are all distinct", () => {
    expect(new Set(reviews.map(({ text }) => text)).size).toBe(count);
  });
});

test("with decoys, praise and blame are as frequent in good reviews as in bad ones", () => {
  const counted = draw({ decoys: 1 }).map(({ isGood, text }) => {
    return { isGood, surplus: occurrences(good, text) - occurrences(bad, text) };
  });
  const surpluses = [true, false].map((kind) =>
    counted.filter(({ isGood }) => isGood === kind).map(({ surplus }) => surplus),
  );
  const [ofGood, ofBad] = surpluses.map(mean);
  const variance = mean(counted.map(({ surplus }) => surplus ** 2));
  expect(Math.abs(ofGood! - ofBad!)).toBeLessThan(4 * Math.sqrt((4 * variance) / count));
  expect(Math.abs(ofGood! + ofBad!) / 2).toBeLessThan(0.3);
});

test("plain reviews deny what they mean as often as asked for", () => {
  const reviews = draw({ structure: "plain", medianLength: 60, maxLength: 128, negation: 0.2 });
  const denied = mean(reviews.map(({ review }) => Number(/ not /.test(review.ending[0]!))));
  expect(Math.abs(denied - 0.2)).toBeLessThan(4 * Math.sqrt((0.2 * 0.8) / count));
});

test("a language of few words uses the first ones", () => {
  const reviews = draw({ structure: "plain", medianLength: 60, maxLength: 128, words: 1 });
  const used = reviews.map(({ review }) => review.ending[0]!.match(/(\w+)\.$/)![1]);
  expect([...new Set(used)].sort()).toEqual(["awful", "bad", "good", "superb"]);
});

function occurrences({ mild, strong }: Lexicon, text: string): number {
  return text.match(new RegExp(`\\b(${[...mild, ...strong].join("|")})\\b`, "g"))?.length ?? 0;
}
