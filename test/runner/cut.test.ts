import { expect, test } from "vitest";
import { cut } from "../../runner/cut.ts";

test.each([
  ["as long as it may be", 20, "as long as it may be"],
  ["cut within a word", 7, "cut…"],
  ["cut behind a word", 12, "cut behind a…"],
  ["unbroken", 5, "unbro…"],
])("%s at %i", (text, most, short) => {
  expect(cut(text, most)).toBe(short);
});
