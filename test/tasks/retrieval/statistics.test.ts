import { describe, expect, test } from "vitest";
import { easy, made, pairsOf } from "./made.ts";
import { cites, read } from "./reader.ts";

const count = 1500;
const counts = { trainExamples: count, validationExamples: 1, testExamples: 1 };

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value) / values.length;

// Tolerances are about four standard errors.
describe("papers of the benchmark's length", () => {
  const pairs = pairsOf(made(counts).splits.train);
  const papers = pairs.flatMap(({ texts }) => texts);
  const lengths = papers.map((paper) => paper.length).toSorted((a, b) => a - b);

  test("labels are even", () => {
    const share = mean(pairs.map(({ isRelated }) => Number(isRelated)));
    expect(Math.abs(share - 0.5)).toBeLessThan(0.052);
  });

  test("lengths", () => {
    expect(lengths[0]).toBeGreaterThan(1900);
    expect(lengths.at(-1)).toBeLessThanOrEqual(10_000);
    expect(Math.abs(lengths[count]! - 4000)).toBeLessThan(300);
    expect(Math.abs(mean(lengths) - 4640)).toBeLessThan(180);
  });

  test("related or not, papers are as long", () => {
    const meanOf = (isRelated: boolean) =>
      mean(
        pairs
          .filter((pair) => pair.isRelated === isRelated)
          .flatMap(({ texts }) => texts.map((paper) => paper.length)),
      );
    expect(Math.abs(meanOf(true) - meanOf(false))).toBeLessThan(360);
  });

  test("both papers of a pair are of one topic; twelve topics come equally often", () => {
    const topics = new Map<string, number>();
    for (const { texts } of pairs) {
      const [first, second] = texts.map((paper) => read(paper).keywords.join());
      expect(first).toBe(second);
      topics.set(first!, (topics.get(first!) ?? 0) + 1);
    }
    expect(topics.size).toBe(12);
    for (const times of topics.values()) expect(Math.abs(times - count / 12)).toBeLessThan(43);
  });

  test("a third of the references is in common, at most", () => {
    for (const { texts } of pairs) {
      const [first, second] = texts.map((paper) => read(paper).references) as [string[], string[]];
      const common = first.filter((line) => second.includes(line)).length;
      expect(common).toBe(Math.floor(Math.min(first.length, second.length) / 3));
    }
    const references = papers.map((paper) => read(paper).references.length);
    expect(Math.min(...references)).toBe(4);
    expect(Math.max(...references)).toBe(12);
  });

  test("the citing paper is in either tower, its citation at any depth", () => {
    const related = pairs.filter(({ isRelated }) => isRelated);
    const towers = related.map(({ texts: [a, b] }) => Number(cites(b, read(a))));
    expect(Math.abs(mean(towers) - 0.5)).toBeLessThan(0.074);
    const depths = related.map(({ texts }, i) => {
      const citing = texts[towers[i]!]!;
      return citing.indexOf(`"${read(texts[1 - towers[i]!]!).title}"`);
    });
    expect(Math.min(...depths)).toBeLessThan(300);
    expect(Math.max(...depths)).toBeGreaterThan(3700);
    expect(Math.max(...depths)).toBeLessThan(4000);
  });
});

describe("short pairs related by topic", () => {
  const pairs = pairsOf(made({ ...counts, ...easy }).splits.train);
  const keywords = (text: string) =>
    /^[^.]+\. Keywords: ([^.]+)\./.exec(text)![1]!.split(", ").toSorted().join();

  test("the keywords tell", () => {
    for (const { isRelated, texts } of pairs) {
      expect(keywords(texts[0]) === keywords(texts[1])).toBe(isRelated);
    }
    expect(new Set(pairs.map(({ texts }) => keywords(texts[0]))).size).toBe(2);
  });

  test("lengths", () => {
    const lengths = pairs.flatMap(({ texts }) => texts.map((text) => text.length));
    expect(Math.min(...lengths)).toBeGreaterThan(100);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(240);
  });
});
