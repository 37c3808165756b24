import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { emptyFolder } from "./cli/lra.ts";

const tests = `
test("one", ({ skip }) => skip("no GPU here"));
test("two", ({ skip }) => skip("no GPU here"));
test("three", () => {});
test.skipIf(true)("four", () => {});
describe.skipIf(true)("in a browser, where there is one", () => {
  test("five", () => {});
});
`;

/** What a run of those tests prints behind its own summary. */
function told(...flags: readonly string[]): readonly string[] {
  const root = emptyFolder();
  const config = { test: { globals: true, globalSetup: resolve("test/skips.ts") } };
  writeFileSync(join(root, "vitest.config.js"), `export default ${JSON.stringify(config)};`);
  writeFileSync(join(root, "a.test.js"), tests);
  const vitest = resolve("node_modules/vitest/vitest.mjs");
  const args = [vitest, "run", "--root", root, ...flags];
  const printed = execFileSync(process.execPath, args, {
    cwd: root,
    env: { PATH: process.env.PATH },
  });
  return printed
    .toString()
    .split("\n")
    .filter((line) => /^\d+ skipped/.test(line));
}

test("what was skipped for want of something is told by reason", () => {
  expect(told()).toEqual(["2 skipped: no GPU here", "1 skipped: in a browser, where there is one"]);
});

test("what was not asked for is not told", () => {
  expect(told("-t", "one")).toEqual(["1 skipped: no GPU here"]);
});
