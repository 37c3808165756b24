import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { cacheFolder, entryFolder, prepare, WriteFault } from "../../data/index.ts";
import type { Record } from "../../records/index.ts";
import { UsageError } from "../../records/index.ts";
import { requireData, resolve, runCells } from "../../runner/index.ts";
import { emptyFolder } from "../cli/lra.ts";
import { built, cellOf } from "./cells.ts";

const program = built("worker");
/** Of text, whose generation goes on where it broke off. */
const cell = cellOf({ tasks: ["text"] });
const { choice } = resolve(cell);
const cache = process.env.LRA_CACHE_DIR;
afterEach(() => {
  process.env.LRA_CACHE_DIR = cache;
});

test("weights that cannot be written end the run, and what the cell measured is kept", async () => {
  const weights = join(emptyFolder(), "weights");
  writeFileSync(weights, "a file");
  const records: Record[] = [];
  const run = runCells([cell, cellOf({ seeds: [1] })], {
    program,
    weights,
    onRecord: (record) => records.push(record),
  });
  const fault = await run.catch((error: unknown) => error);
  expect(fault).toBeInstanceOf(UsageError);
  expect((fault as Error).message).toMatch(
    /\/weights\/[0-9a-f]{16}\.f32: must be writable: got EEXIST.*\. Make room there, or leave weights out: --no-weights\. What the cell measured is kept without them\.$/,
  );
  expect(records.map((record) => record.cell.id)).toEqual([cell.id]);
  expect(["ok", "chance"]).toContain(records[0]!.outcome.kind);
});

test("a cache that cannot be written ends the run: it says nothing of the cell, which has no record", async () => {
  process.env.LRA_CACHE_DIR = emptyFolder();
  const unfinished = `${entryFolder(choice)}.unfinished`;
  mkdirSync(dirname(unfinished), { recursive: true });
  writeFileSync(unfinished, "in the way");
  const records: Record[] = [];
  const run = runCells([cell], { program, onRecord: (record) => records.push(record) });
  const fault = await run.catch((error: unknown) => error);
  expect(fault).toBeInstanceOf(WriteFault);
  expect((fault as Error).message).toMatch(
    /\/datasets: must be writable: got ENOTDIR.*\. Make room there, or set LRA_CACHE_DIR to another folder\.$/,
  );
  expect(records).toEqual([]);
});

test("a cache is tried before any cell, unless it has all that they read", async () => {
  process.env.LRA_CACHE_DIR = emptyFolder();
  const trial = join(cacheFolder(), "datasets", `.trial-${process.pid}`);
  mkdirSync(trial, { recursive: true }); // what is tried cannot be made
  await expect(requireData([cell])).rejects.toThrow(WriteFault);
  await prepare(choice);
  await requireData([cell]);
  rmSync(trial, { recursive: true });
  await requireData([cellOf()]);
});
