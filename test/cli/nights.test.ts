import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nights } from "../support/nights.ts";
import { emptyFolder, lra } from "./lra.ts";

/** A folder in which `nights` holds a folder for each of three nights, as `lra history` takes them. */
function folderOfNights(): string {
  const cwd = emptyFolder();
  for (const { name, records } of nights(3)) {
    mkdirSync(join(cwd, name), { recursive: true });
    const lines = records.map((record) => `${JSON.stringify(record)}\n`);
    writeFileSync(join(cwd, name, "records.jsonl"), lines.join(""));
  }
  return cwd;
}

const [first] = nights(1);

test.each([
  ["report", ["report", "nights"]],
  ["leaderboard", ["leaderboard", "nights"]],
  ["pick", ["pick", "nights"]],
  ["merge", ["merge", "nights", "--output", "merged"]],
  ["compare, base", ["compare", "nights", first!.name]],
  ["compare, candidate", ["compare", first!.name, "nights"]],
  ["report, base", ["report", first!.name, "--format", "html", "--base", "nights"]],
])("%s says how to name what a folder of nights holds", async (_, args) => {
  const cwd = folderOfNights();
  const { code, stdout, stderr } = await lra(args, { cwd });
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(
    new RegExp(
      `^lra: (base )?nights: must be a results folder or a file of records: got a folder that holds 3 of them\\. Name those that you mean, as ${first!.name} or nights/\\*/\\.\\n$`,
    ),
  );
  expect(existsSync(join(cwd, "merged"))).toBe(false);
});

test("named so, they are read and merged", async () => {
  const cwd = folderOfNights();
  const names = readdirSync(join(cwd, "nights")).map((name) => `nights/${name}/`); // as a shell does
  expect((await lra(["report", ...names], { cwd })).code).toBe(0);
  expect((await lra(["leaderboard", ...names], { cwd })).code).toBe(0);
  const { stdout } = await lra(["merge", ...names, "--output", "merged"], { cwd });
  expect(stdout).toMatch(/^merged: \d+ records of 3 stores, /);
});
