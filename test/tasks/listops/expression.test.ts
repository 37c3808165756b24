import { describe, expect, test } from "vitest";
import { evaluate } from "../../../tasks/listops/evaluate.ts";
import { parse, print } from "../../../tasks/listops/expression.ts";
import { idOf, vocabulary, wordOf } from "../../../tasks/listops/vocabulary.ts";

test("the vocabulary is fixed, and id 16 is no word's", () => {
  const words = [
    "0",
    "1",
    "2",
    "3",
    "4",
    "5",
    "6",
    "7",
    "8",
    "9",
    "[MIN",
    "[MAX",
    "[MED",
    "[SM",
    "]",
  ];
  expect(words.map(idOf)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
  expect(words.map((_, i) => wordOf(i + 1))).toEqual(words);
  expect(vocabulary).toBe(17);
  expect(idOf("[FIRST")).toBe(undefined);
});

describe("evaluate", () => {
  test.each([
    ["7", 7],
    ["[MIN 3 8 ]", 3],
    ["[MAX 3 8 ]", 8],
    ["[MED 5 ]", 5],
    ["[MED 9 0 4 ]", 4],
    ["[MED 1 2 ]", 1], // 1.5 truncated
    ["[MED 9 8 1 0 ]", 4], // (1 + 8) / 2 = 4.5 truncated
    ["[MED 2 9 2 4 8 2 ]", 3], // (2 + 4) / 2
    ["[SM 9 9 9 ]", 7],
    ["[SM 5 5 ]", 0],
    ["[MAX 4 3 [MIN 2 3 ] 1 0 [MED 1 5 8 9 2 ] ]", 5], // printed in the paper
    ["[SM [MIN 9 [MAX 2 6 ] ] [MED 7 [SM 8 7 ] 1 4 ] [MIN [MIN [MIN 1 2 ] 3 ] 4 ] ]", 1], // 6 + 4 + 1
  ])("%s = %i", (source, value) => {
    expect(evaluate(parse(source))).toBe(value);
  });

  test.each([
    ["", "it is empty"],
    ["3 4", "it ends before token 2"],
    ["[MIN 3 ] ]", "it ends before token 4"],
    ["] 3", '"]" at token 1 closes nothing'],
    ["[MIN 3 [MAX 4 5 ]", "operators left open: 1"],
    ["[MIN 3 [MAX ] ]", "the operator closed at token 4 has no values"],
  ])("%s: %s", (source, reason) => {
    expect(() => evaluate(parse(source))).toThrow(reason);
  });

  test("an id outside the vocabulary is named", () => {
    expect(() => evaluate(Uint8Array.of(11, 16, 15))).toThrow("token 2 has id 16");
  });
});

describe("the official form", () => {
  test.each([
    ["7", "7"],
    ["[MIN 3 8 ]", "( ( ( [MIN 3 ) 8 ) ] )"],
    ["[SM 1 [MAX 2 3 ] 4 ]", "( ( ( ( [SM 1 ) ( ( ( [MAX 2 ) 3 ) ] ) ) 4 ) ] )"],
    [
      "[MED [MIN 0 9 ] [MAX [SM 5 6 ] 7 ] ]",
      "( ( ( [MED ( ( ( [MIN 0 ) 9 ) ] ) ) ( ( ( [MAX ( ( ( [SM 5 ) 6 ) ] ) ) 7 ) ] ) ) ] )",
    ],
  ])("%s", (plain, official) => {
    const tokens = parse(plain);
    expect(print(tokens)).toBe(official);
    expect(parse(official)).toEqual(tokens);
    expect(official.split(" ")).toHaveLength(3 * tokens.length - 2);
  });

  test.each([["12"], ["[FIRST"], ["[MIN3"], ["x"], ["\u00a0"]])("%s is no word", (word) => {
    expect(() => parse(`( ( [MIN ${word} ) ] )`)).toThrow(
      `words must be digits, [MIN, [MAX, [MED, [SM or ]: got ${JSON.stringify(word)}`,
    );
  });
});
