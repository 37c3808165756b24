import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { fixtures } from "./importing.ts";
import { mutate } from "./mutate.ts";

const scratch = mkdtempSync(join(tmpdir(), "lra-text-"));
afterAll(() => rmSync(scratch, { recursive: true }));

test.each([
  ["comma", 5000],
  ["tab", 2500],
] as const)("mutated TSV files are read or refused in one line: %s", async (form, rounds) => {
  const folder = join(scratch, form);
  cpSync(join(fixtures, form), folder, { recursive: true });
  const { read, refused } = await mutate(folder, join(folder, "films_train.tsv"), rounds);
  expect(read).toBeGreaterThan(rounds / 10);
  expect(refused).toBeGreaterThan(rounds / 10);
});
