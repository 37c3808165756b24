import { describe, expect, test } from "vitest";
import { deviationOf } from "../../../data/index.ts";
import { chooseData } from "../../../runner/index.ts";
import { tasks } from "../../../tasks/index.ts";
import { generated } from "../../support/generated.ts";

const { listops } = tasks;

describe("deviation", () => {
  test.each([
    [{}, null],
    [{ seed: 5 }, null],
    [
      { minLength: 10, maxLength: 64, maxDepth: 4 },
      "easier: lengths 11-63 instead of 501-1999, depth 4 instead of 10",
    ],
    [{ maxArgs: 5 }, "easier: arguments 2-5 instead of 2-10"],
    [{ maxLength: 4000 }, "harder: lengths 501-3999 instead of 501-1999"],
    [
      { maxDepth: 12, maxArgs: 8 },
      "different: depth 12 instead of 10, arguments 2-8 instead of 2-10",
    ],
    [{ operatorProbability: 0.3 }, "different: operator probability 0.3 instead of 0.25"],
    [
      { trainExamples: 500, maxDepth: 9 },
      "easier: depth 9 instead of 10, train/validation/test examples 500/2000/2000 instead of 96000/2000/2000",
    ],
  ])("%j: %s", (options, text) => {
    expect(deviationOf(chooseData("listops", options))).toBe(text);
  });
});

describe("options that can't be met give one line", () => {
  test.each([
    [
      { minLength: 500, maxLength: 501 },
      "task listops, generated: a length must lie between minLength and maxLength, both excluded: got 500 and 501. Move them apart.",
    ],
    [
      { minLength: 30, maxDepth: 2 },
      "task listops, generated: minLength must be below the longest tree of depth 2 with 10 arguments, 12 tokens: got 30. Lower it, or raise maxDepth or maxArgs.",
    ],
    [
      { maxDepth: 0 },
      "task listops, generated: maxDepth: need a whole number from 1 to 100: got 0. 10 works.",
    ],
    [
      { operatorProbability: 1.5 },
      "task listops, generated: operatorProbability: need a number from 0 to 1: got 1.5. 0.25 works.",
    ],
  ])("%j", (options, message) => {
    expect(() => chooseData("listops", options)).toThrow(message);
  });

  test("fewer expressions exist than are asked for", () => {
    // One operator of four over two digits: 400 expressions of 4 tokens.
    const options = { minLength: 3, maxLength: 5, maxDepth: 2, maxArgs: 2, testExamples: 1 };
    const some = { ...options, trainExamples: 398, validationExamples: 1 };
    expect(generated(listops, some).splits.train.count).toBe(398);
    expect(() => generated(listops, { ...some, trainExamples: 399 })).toThrow(
      "ListOps: these options must yield 401 different examples: got 400, then no other in 10000000 tokens drawn. Ask for fewer examples",
    );
  });

  test("trees almost never are long enough", () => {
    expect(() => generated(listops, { minLength: 600, maxDepth: 4 })).toThrow(
      "got 0, then no other",
    );
  });

  test("every tree is too long, given up at its root", () => {
    const options = { operatorProbability: 1, minLength: 0, maxLength: 4 };
    expect(() => generated(listops, options)).toThrow("got 0, then no other");
  });
});
