import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { entryFolder, openStored, prepare } from "../../data/index.ts";
import { chooseData } from "../../runner/index.ts";
import { tasks } from "../../tasks/index.ts";
import { generated } from "../support/generated.ts";

const options = { side: 16, trainExamples: 3000, validationExamples: 7, testExamples: 5 };
const choice = chooseData("image", options);
const settings = Object.entries(options).flatMap(([key, value]) => ["--set", `${key}=${value}`]);
const before = process.env.LRA_CACHE_DIR;

beforeEach(() => {
  process.env.LRA_CACHE_DIR = mkdtempSync(join(tmpdir(), "lra-kill-"));
});
afterEach(() => {
  rmSync(process.env.LRA_CACHE_DIR!, { recursive: true });
  process.env.LRA_CACHE_DIR = before;
});

test.each([
  ["SIGKILL", null],
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("a generation that %s ends goes on where it was", async (signal, code) => {
  const child = spawn(
    process.execPath,
    [resolve("dist/cli.js"), "data", "generate", "image", ...settings],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  let stderr = "";
  child.stderr.on("data", (text) => {
    stderr += text;
  });
  const closed = once(child, "close");
  const index = join(`${entryFolder(choice)}.unfinished`, "train.index");
  const written = () => statSync(index, { throwIfNoEntry: false })?.size ?? 0;
  while (written() < 8 * 64) await setTimeout(1);
  child.kill(signal);
  expect((await closed)[0]).toBe(code);
  expect(stderr).toBe(
    code === null
      ? ""
      : "lra: stopped. What can be gone on with is kept: run the same command again.\n",
  );
  expect(existsSync(`${entryFolder(choice)}.lock`)).toBe(code === null);

  const first: number[] = [];
  const stored = openStored(await prepare(choice, { onProgress: ({ done }) => first.push(done) }));
  stored.close();
  expect(first[0]).toBeGreaterThan(64);
  expect(stored.fingerprint).toBe(generated(tasks.image, options).fingerprint);
});
