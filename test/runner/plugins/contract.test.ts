import { expect, test } from "vitest";
import { z } from "zod";
import { UsageError } from "../../../records/index.ts";
import { checkVariant } from "../../../runner/plugins/contract.ts";
import { variants } from "../../../variants/index.ts";

const whole = {
  title: "Mine",
  year: 2026,
  paper: "none",
  options: z.strictObject({ width: z.number().default(3) }),
  cost: ({ width }: { readonly width: number }) => ({ text: `n ${width}`, exponent: 1 }),
  mix: (x: unknown) => x,
};

test.each(Object.entries(variants))("%s is a variant", (_, variant) => {
  expect(checkVariant("./it.js", variant)).toBe(variant);
});

test("of the slots, encode is enough", () => {
  const { mix, ...rest } = whole;
  const variant = { ...rest, encode: mix };
  expect(checkVariant("./it.js", variant)).toBe(variant);
});

test.each([
  ["a number", 3, "must be what defineVariant gives: got 3"],
  ["nothing", null, "must be what defineVariant gives: got null"],
  ["a function", () => whole, "must be what defineVariant gives: got a function"],
  ["nothing", {}, "must export what defineVariant gives: got nothing"],
  ["no title", { ...whole, title: undefined }, "title: need a text: got nothing"],
  ["a year in words", { ...whole, year: "2026" }, 'year: need a whole number: got "2026"'],
  ["half a year", { ...whole, year: 2026.5 }, "year: need a whole number: got 2026.5"],
  [
    "options that are no schema",
    { ...whole, options: {} },
    "options: need a zod schema, as z.strictObject({}): got {}",
  ],
  [
    "options without a default",
    { ...whole, options: z.object({ width: z.number() }) },
    "options: need a default for each: got an option without one",
  ],
  ["a cost that is a text", { ...whole, cost: "n" }, 'cost: need a function: got "n"'],
  [
    "a cost without its power",
    { ...whole, cost: () => ({ text: "n" }) },
    "cost: need { text, exponent }: got { text: 'n' }",
  ],
  [
    "a cost of nothing",
    { ...whole, cost: () => undefined },
    "cost: need { text, exponent }: got nothing",
  ],
  ["a slot that is no function", { ...whole, mix: 4 }, "mix: need a function: got 4"],
  [
    "a slot under another name",
    { ...whole, mx: whole.mix },
    'unknown field "mx". Did you mean "mix"? Known: title, year,',
  ],
  ["no slot", { ...whole, mix: undefined }, "need mix or encode: got neither"],
])("refuses %s", (_, exported, message) => {
  const check = () => checkVariant("./it.js", exported);
  expect(check).toThrow(UsageError);
  expect(check).toThrow(`variant ./it.js: ${message}`);
});

test("what a cost throws is told", () => {
  const cost = () => {
    throw new TypeError("no\nwidth.");
  };
  expect(() => checkVariant("./it.js", { ...whole, cost })).toThrow(
    "variant ./it.js: cost: need { text, exponent }: got TypeError: no width. See docs/own-variant.md.",
  );
});
