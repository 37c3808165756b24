import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { fixtures } from "./importing.ts";
import { mutate } from "./mutate.ts";

const folder = mkdtempSync(join(tmpdir(), "lra-text-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("mutated reviews are read or refused in one line", async () => {
  cpSync(join(fixtures, "aclImdb"), folder, { recursive: true });
  const { read, refused } = await mutate(folder, join(folder, "train/pos/10_7.txt"), 2500);
  expect(read).toBeGreaterThan(100);
  expect(refused).toBeGreaterThan(100);
});
