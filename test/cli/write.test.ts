import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeReports } from "../../cli/write.ts";
import { UsageError } from "../../records/index.ts";
import { csv, leaderboard } from "../../reports/index.ts";
import { arena } from "../support/arena.ts";
import { emptyFolder } from "./lra.ts";

test("where the page finds no room the small reports are there, and it says that the records are safe", () => {
  const folder = emptyFolder();
  mkdirSync(join(folder, "dashboard.html")); // in the way, as a full disk is
  const write = () => writeReports(arena, leaderboard(arena), folder);
  expect(write).toThrow(UsageError);
  expect(write).toThrow(
    `${folder}/dashboard.html: must be writable: got EISDIR: illegal operation on a directory. The records are safe. Make room, then the same command with --resume makes the reports, or lra report one of them.`,
  );
  expect(readdirSync(folder).sort()).toEqual([
    "dashboard.html",
    "leaderboard.csv",
    "leaderboard.md",
  ]);
  expect(readFileSync(join(folder, "leaderboard.csv"), "utf8")).toBe(csv(arena));
});
