import { describe, expect, test } from "vitest";
import { logisticAccuracy } from "../../support/logistic.ts";
import { made, type Pair, pairsOf } from "./made.ts";
import { wordsOf } from "./reader.ts";

const sizes = { trainExamples: 1000, validationExamples: 1, testExamples: 800 };

/** Accuracy of each baseline; with 800 test pairs the standard error of chance is 0.018. */
function baselines(options: object) {
  const { train, test } = made({ ...sizes, ...options }).splits;
  const [seen, unseen] = [pairsOf(train).map(inspect), pairsOf(test).map(inspect)];
  const isRare = rareWords(seen);
  const of = (featuresOf: (pair: Inspected) => readonly number[]) => {
    const samples = (pairs: readonly Inspected[]) =>
      pairs.map((pair) => ({ features: featuresOf(pair), label: Number(pair.isRelated) }));
    return logisticAccuracy(samples(seen), samples(unseen), { epochs: 5, rate: 0.01 });
  };
  return {
    lengths: of(({ texts: [a, b] }) => [a.length, b.length, Math.abs(a.length - b.length)]),
    bytes: of(({ bytes: [u, v] }) => [
      ...u.map((share, i) => Math.abs(share - v[i]!)),
      ...u.map((share, i) => share * v[i]!),
    ]),
    "shared words": of(({ shared, words: [a, b] }) => [shared.length, a.size, b.size]),
    "shared rare words": of(({ shared }) => [shared.filter(isRare).length]),
  };
}

interface Inspected extends Pair {
  /** Of each text, the share of each ASCII character. */
  readonly bytes: readonly [readonly number[], readonly number[]];
  /** Of each text, its different words. */
  readonly words: readonly [ReadonlySet<string>, ReadonlySet<string>];
  /** Different words that are in both. */
  readonly shared: readonly string[];
}

function inspect(pair: Pair): Inspected {
  const [a, b] = pair.texts;
  const words = [new Set(wordsOf(a)), new Set(wordsOf(b))] as const;
  const shared = [...words[0]].filter((word) => words[1].has(word));
  return { ...pair, bytes: [byteShares(a), byteShares(b)], words, shared };
}

function byteShares(text: string): readonly number[] {
  const shares = new Array<number>(128).fill(0);
  for (let i = 0; i < text.length; i++) shares[text.charCodeAt(i)]! += 1 / text.length;
  return shares;
}

/** Words in less than a twentieth of all texts. */
function rareWords(pairs: readonly Inspected[]): (word: string) => boolean {
  const texts = new Map<string, number>();
  for (const { words } of pairs) {
    for (const word of words.flatMap((set) => [...set]))
      texts.set(word, (texts.get(word) ?? 0) + 1);
  }
  return (word) => (texts.get(word) ?? 0) < (2 * pairs.length) / 20;
}

describe("what can be told without reading", () => {
  test("nothing, of citations", () => {
    for (const [name, share] of Object.entries(baselines({}))) {
      expect(share, name).toBeLessThan(0.57);
      expect(share, name).toBeGreaterThan(0.43);
    }
  });

  test("a topic, from words and bytes: the baselines can learn", () => {
    const shares = baselines({ relation: "topic", maxLength: 2500 });
    expect(shares.lengths).toBeLessThan(0.57);
    expect(shares.bytes).toBeGreaterThan(0.8);
    expect(shares["shared words"]).toBeGreaterThan(0.7);
  });
});
