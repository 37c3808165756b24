import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sampleRecord } from "../support/records.ts";
import { emptyFolder, lra } from "./lra.ts";

/** A folder with a file of two lines that tell differently of one run. */
function contradicting(): string {
  const cwd = emptyFolder();
  const lines = [100, 200].map((durationMs) => JSON.stringify(sampleRecord({ durationMs })));
  writeFileSync(join(cwd, "two"), lines.map((line) => `${line}\n`).join(""));
  writeFileSync(join(cwd, "one"), `${lines[0]}\n`);
  return cwd;
}

test.each([
  ["leaderboard", ["leaderboard", "two"]],
  ["report", ["report", "two"]],
  ["pick", ["pick", "two"]],
  ["compare", ["compare", "one", "two"]],
  ["history", ["history", "two"]],
  ["merge", ["merge", "two", "--output", "merged"]],
])("%s makes no table of a run that was told twice differently", async (_, args) => {
  const { code, stdout, stderr } = await lra(args, { cwd: contradicting() });
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^lra: cell [0-9a-f]{16}.*: must be the same wherever it .*\n$/);
});
