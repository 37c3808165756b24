import { describe, expect, test } from "vitest";
import { stream } from "../../../tasks/index.ts";
import { aspects } from "../../../tasks/text/aspects.ts";
import { confirmations, reversals } from "../../../tasks/text/judgements.ts";
import { options } from "../../../tasks/text/options.ts";
import { drawReview } from "../../../tasks/text/review.ts";
import { facts, heading, turns } from "../../../tasks/text/scenery.ts";
import { bad, good, type Lexicon } from "../../../tasks/text/words.ts";
import { verdictOf } from "./reader.ts";

describe("a careful reader finds the label of every review", () => {
  test.each([
    {},
    { decoys: 1, negation: 0 },
    { decoys: 1, negation: 1 },
    { structure: "near", medianLength: 300, decoys: 1 },
  ])("%j", (given) => {
    for (let i = 0; i < 500; i++) {
      const isGood = i % 2 === 1;
      const review = drawReview(stream(1, "grammar", i), isGood, options.parse(given));
      expect(verdictOf(review), JSON.stringify(review)).toBe(isGood);
    }
  });
});

describe("the reader", () => {
  const music = "For me a film stands or falls with the music.";
  test.each([
    ["The music was not dull.", true],
    ["And the soundtrack? I waited in vain for it to move me.", false],
    [
      "The acting was dreadful, and yet nobody will convince me that the score was not superb.",
      true,
    ],
    [
      "The man in the seat behind me whispered that the music was superb. The score was flat.",
      false,
    ],
  ])("%s", (ending, isGood) => {
    const sentences = ending.split(/(?<=\. )/).map((sentence) => sentence.trim());
    expect(verdictOf({ opening: [music], body: [], ending: sentences })).toBe(isGood);
  });

  test("takes up what was thought at first", () => {
    const opening = [music, "At first the score seemed flat to me."];
    const read = (later: string) => verdictOf({ opening, body: [], ending: [later] });
    expect(read("About the music I did not change my mind.")).toBe(false);
    expect(read("About the music I changed my mind completely.")).toBe(true);
  });

  test.each([
    [["The acting was superb."]],
    [["The music was superb.", "The score was superb."]],
    [["About the music I changed my mind completely."]],
  ])("is not content with %j", (ending) => {
    expect(() => verdictOf({ opening: [music], body: [], ending })).toThrow(
      "one verdict must be given",
    );
  });
});

describe("words", () => {
  const wordsOf = ({ mild, strong, verbs }: Lexicon) => [...mild, ...strong, ...verbs.flat()];
  const judging = [...new Set([...wordsOf(good), ...wordsOf(bad)])];

  test("praise is never blame", () => {
    expect(wordsOf(good).filter((word) => wordsOf(bad).includes(word))).toEqual([]);
  });

  test("a name belongs to one aspect", () => {
    const names = aspects.flat().map(({ name }) => name.object);
    expect(new Set(names).size).toBe(names.length);
  });

  test("what is told between the judgements does not judge, and names no aspect", () => {
    const neutral = [...facts, heading, ...turns, ...confirmations, ...reversals].join("\n");
    const names = aspects.flat().map(({ name }) => name.object);
    const found = [...judging, ...names].filter((word) =>
      new RegExp(`\\b${word}\\b`, "i").test(neutral),
    );
    expect(found).toEqual([]);
  });
});
