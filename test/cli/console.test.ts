import { expect, test } from "vitest";
import { isColoured, isLive, widthOf } from "../../cli/console.ts";

const terminal = { isTTY: true, columns: 100 };
const pipe = {};

test.each([
  ["a terminal", terminal, {}, true],
  ["a pipe", pipe, {}, false],
  ["a dumb terminal", terminal, { TERM: "dumb" }, false],
  ["NO_COLOR", terminal, { NO_COLOR: "1" }, false],
  ["NO_COLOR left empty", terminal, { NO_COLOR: "" }, true],
  ["FORCE_COLOR into a pipe", pipe, { FORCE_COLOR: "1" }, true],
  ["FORCE_COLOR=0", terminal, { FORCE_COLOR: "0" }, false],
  ["both", terminal, { NO_COLOR: "1", FORCE_COLOR: "1" }, false],
])("colours with %s", (_, screen, env, isExpected) => {
  expect(isColoured(screen, env)).toBe(isExpected);
});

test.each([
  ["a terminal", terminal, {}, true],
  ["a pipe", pipe, {}, false],
  ["a dumb terminal", terminal, { TERM: "dumb" }, false],
  ["a terminal in CI", terminal, { CI: "true" }, false],
])("a line is rewritten on %s", (_, screen, env, isExpected) => {
  expect(isLive(screen, env)).toBe(isExpected);
});

test("only a terminal has a width", () => {
  expect([widthOf(terminal), widthOf({ isTTY: true }), widthOf({ columns: 100 })]).toEqual([
    100,
    80,
    Number.POSITIVE_INFINITY,
  ]);
});
