import { describe, expect, test } from "vitest";
import { options } from "../../../tasks/retrieval/options.ts";
import { pairByCitation } from "../../../tasks/retrieval/pair.ts";
import { write } from "../../../tasks/retrieval/paper.ts";
import { recombined, type Work } from "../../../tasks/retrieval/works.ts";
import { stream } from "../../../tasks/rng.ts";
import { made, pairsOf } from "./made.ts";
import { cites, lists, type Read, read, wordsOf } from "./reader.ts";

const work = (i: number): Work => ({
  authors: `A${i}`,
  year: 2000 + i,
  method: `M${i}`,
  problem: `P${i}`,
  venue: `V${i}`,
});

/** `A1 2001 M1 P1 V1` */
const facts = (works: readonly Work[]) => works.map((one) => Object.values(one).join(" "));

describe("recombined", () => {
  test("of five works none keeps two facts together", () => {
    expect(facts(recombined([0, 1, 2, 3, 4].map(work)))).toEqual([
      "A0 2001 M2 P3 V4",
      "A1 2002 M3 P4 V0",
      "A2 2003 M4 P0 V1",
      "A3 2004 M0 P1 V2",
      "A4 2000 M1 P2 V3",
    ]);
  });

  test("of two works none keeps its title", () => {
    expect(facts(recombined([0, 1].map(work)))).toEqual(["A0 2001 M0 P1 V0", "A1 2000 M1 P0 V1"]);
  });
});

describe("by citation", () => {
  test("the same chance gives the same words whatever the label", () => {
    for (let i = 0; i < 50; i++) {
      const [unrelated, related] = [false, true].map((isRelated) => {
        const rng = stream(0, "twins", i);
        const pair = pairByCitation(isRelated, options.parse({}), rng);
        return pair.map((paper) => write(paper, rng)) as [string, string];
      }) as [[string, string], [string, string]];
      expect(unrelated[0]).toBe(related[0]);
      expect(unrelated[1]).not.toBe(related[1]);
      expect(unrelated[1]).toHaveLength(related[1].length);
      expect(wordsOf(unrelated[1]).toSorted()).toEqual(wordsOf(related[1]).toSorted());
    }
  });

  test.each([{}, { minLength: 1000, maxLength: 2000 }])(
    "%j: a reader of 4,000 bytes can always tell, and so can one of the references",
    (range) => {
      const counts = { trainExamples: 500, validationExamples: 1, testExamples: 1 };
      for (const { isRelated, texts } of pairsOf(made({ ...counts, ...range }).splits.train)) {
        const [a, b] = texts;
        const [first, second] = [read(a), read(b)];
        expect(cites(a, second) || cites(b, first)).toBe(isRelated);
        expect(lists(first, second) || lists(second, first)).toBe(isRelated);
      }
    },
  );

  test("only the later paper can cite the earlier one", () => {
    for (const { texts } of pairsOf(made().splits.train)) {
      const [earlier, later] = texts.toSorted(
        (a, b) => Number(read(a).year) - Number(read(b).year),
      );
      expect(Number(read(earlier!).year)).toBeLessThan(Number(read(later!).year));
      expect(lists(read(earlier!), read(later!))).toBe(false);
    }
  });

  test("what is asked for is there, in pieces, where it is not cited", () => {
    const unrelated = pairsOf(made().splits.train).filter(({ isRelated }) => !isRelated);
    expect(unrelated.length).toBeGreaterThan(3);
    for (const { texts } of unrelated) {
      const [earlier, later] = texts
        .map(read)
        .toSorted((a, b) => Number(a.year) - Number(b.year)) as [Read, Read];
      const [method, problem] = earlier.title.split(" for ");
      for (const fact of [earlier.authors, earlier.year, method!, problem!, earlier.venue]) {
        expect(later.references.some((line) => line.includes(fact))).toBe(true);
      }
      expect(later.references.some((line) => line.includes(earlier.title))).toBe(false);
    }
  });
});
