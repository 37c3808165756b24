import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Worker } from "node:worker_threads";
import { expect, onTestFinished, test } from "vitest";
import { makerBeside } from "../../data/crew.ts";
import { openStored } from "../../data/index.ts";
import { chooseData } from "../../runner/index.ts";
import { tasks } from "../../tasks/index.ts";
import { generated } from "../support/generated.ts";

/** The compiled program: threads run nothing else. */
const compiled = resolve("dist/data/index.js");
const { prepare } = (await import(compiled)) as typeof import("../../data/index.ts");

test("two threads share the work, and make what one makes", async () => {
  const before = process.env.LRA_CACHE_DIR;
  const cache = mkdtempSync(join(tmpdir(), "lra-crew-"));
  process.env.LRA_CACHE_DIR = cache;
  const madeBy: number[] = [];
  const onWorker = (worker: Worker) => {
    const thread = madeBy.push(0) - 1;
    worker.on("message", (examples: readonly unknown[]) => {
      madeBy[thread]! += examples.length;
    });
  };
  process.on("worker", onWorker);
  onTestFinished(() => {
    process.off("worker", onWorker);
    process.env.LRA_CACHE_DIR = before;
    rmSync(cache, { recursive: true });
  });

  const options = { side: 8, trainExamples: 450, validationExamples: 40, testExamples: 37 };
  const stored = openStored(await prepare(chooseData("image", options), { threads: 2 }));
  stored.close();
  expect(stored.fingerprint).toBe(generated(tasks.image, options).fingerprint);
  expect(madeBy).toHaveLength(2);
  expect(madeBy[0]! + madeBy[1]!).toBe(450 + 40 + 37);
  expect(Math.min(...madeBy)).toBeGreaterThan(200);
});

test("the compiled program must have the program of its threads", () => {
  const beside = (folder: string) => makerBeside(pathToFileURL(join(folder, "crew.js")).href);
  expect(beside(resolve("dist/data"))).toBe(resolve("dist/data/maker.js"));
  expect(() => beside("/nowhere")).toThrow(
    "threads: /nowhere/maker.js must be there: got no file. Install lra anew.",
  );
  expect(makerBeside(pathToFileURL("/nowhere/crew.ts").href)).toBe(null);
});
