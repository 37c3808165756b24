import { describe, expect, test } from "vitest";
import { generate } from "../../../tasks/generate.ts";
import { type Split, splits } from "../../../tasks/index.ts";
import { decodeBytes } from "../../../tasks/text/bytes.ts";
import { makeReview, plan } from "../../../tasks/text/generate.ts";
import { text } from "../../../tasks/text/index.ts";
import { options } from "../../../tasks/text/options.ts";

function written(given: object, i: number, split: Split = "train"): readonly [string, number] {
  const { label, towers } = makeReview(options.parse(given), split, i);
  return [decodeBytes(towers[0]!), label];
}

const fingerprint = (given: object) => generate(plan(options.parse(given))).fingerprint;

const few = { trainExamples: 40, validationExamples: 5, testExamples: 5 };

test("committed fingerprints: another one means other data, and a higher version", () => {
  expect(text.version).toBe(2);
  expect(fingerprint(few)).toBe("1979445da6fd5327b566994a77859f800763afc477e5d94dbe8389002d8ff548");
  expect(fingerprint({ ...few, structure: "plain", medianLength: 60, seed: 1 })).toBe(
    "8c813c9984037d0b0d0a176e38914b4cef7f23e8bc65de1bd9a7d46e3f85b442",
  );
});

describe("reviews written out", () => {
  test("plain", () => {
    const plain = { structure: "plain", medianLength: 60, maxLength: 128 };
    expect([0, 1, 2, 3].map((i) => written(plain, i))).toEqual([
      ["The Borrowed Letter, 1963. The mood was admirable.", 1],
      ["The Paper Border, 1937. The car chases were not impressive.", 0],
      ["The Last Stranger, 1934. The opening was sloppy.", 0],
      ["The Glass Harbour, 2004. The set design was tedious.", 0],
    ]);
  });

  test("near", () => {
    const near = { structure: "near", medianLength: 150, maxLength: 400, decoys: 1 };
    expect([2, 4].map((i) => written(near, i))).toEqual([
      [
        "I do not care about the love scenes; for me a film stands or falls with the choreography.<br /><br />My notes say that the romance was not forgettable. Then the choreography: it would be wrong to call it fresh.",
        0,
      ],
      [
        "Critics write pages about the direction, and I skip them, for my only test is the flashbacks. When the lights went up one thing was clear: I thought the flashbacks graceful. I noted in the dark that I never found the direction inspired.",
        1,
      ],
    ]);
  });

  test("far", () => {
    const far = { medianLength: 300, maxLength: 500, decoys: 1 };
    expect([1, 4].map((i) => written(far, i))).toEqual([
      [
        "The Empty Island was made in 1974 and runs for 134 minutes. I judge every film by one thing alone, and that is the pacing. A child finds a birdcage and gives it back. In the first reel I thought the pacing polished. At first the romance seemed wonderful to me. What I thought of the pacing at first, I no longer thought at the end: quite the contrary. About the love scenes I had been right from the start.",
        0,
      ],
      [
        "Critics write pages about the direction, and I skip them, for my only test is the flashbacks. It was cold on that Wednesday, and we kept our coats on. At first the glimpses of the past seemed enjoyable to me. My first impression of the flashbacks never changed. To my mind the direction was simply dreary.<br /><br />It was shown again last Friday, and I went a second time.",
        1,
      ],
    ]);
  });
});

describe("an example", () => {
  test("is the same whatever was made before", () => {
    const alone = written({}, 7, "test");
    for (let i = 0; i < 7; i++) written({}, i, "test");
    expect(written({}, 7, "test")).toEqual(alone);
  });

  test("is another in every split and with every seed", () => {
    const first = splits.map((split) => written({}, 0, split)[0]);
    expect(new Set([...first, written({ seed: 1 }, 0)[0]]).size).toBe(4);
  });
});

test.each([
  { structure: "plain", medianLength: 60, maxLength: 96 },
  { structure: "near", medianLength: 200, maxLength: 256 },
  { structure: "far", medianLength: 400, maxLength: 400 },
])("no review is longer than asked for: %j", (given) => {
  const lengths = Array.from({ length: 1000 }, (_, i) => Buffer.byteLength(written(given, i)[0]));
  expect(Math.max(...lengths)).toBeLessThanOrEqual(given.maxLength);
  expect(Math.max(...lengths)).toBeGreaterThan(given.maxLength - 10);
});
