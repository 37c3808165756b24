import { readFileSync } from "node:fs";
import { describe, expect, test, vi } from "vitest";
import type { Outcome } from "../../records/index.ts";
import { machine, plan, programVersions } from "../../runner/index.ts";
import { cellOf, changed, fixture, recordsOf, request } from "./cells.ts";

const cell = cellOf();

/** What becomes of the cell when its process runs this fixture. */
async function outcomeOf(name: string, budget: Partial<typeof cell.budget> = {}): Promise<Outcome> {
  const limited = changed(cell, { budget: { ...cell.budget, ...budget } });
  const [record] = await recordsOf([limited], { program: fixture(name), graceMs: 50 });
  return record!.outcome;
}

/** What is dead may wait as a zombie for somebody to ask after it. */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

describe.concurrent("a process that", () => {
  test("hangs is ended when its time is up, and the last step told stands in the record", async () => {
    const outcome = await outcomeOf("hangs", { timeoutMs: 5000 });
    expect(outcome).toEqual({ kind: "timeout", afterMs: 5000, step: 7 });
  });

  test("ignores SIGTERM is killed after a grace", async () => {
    const outcome = await outcomeOf("ignores-sigterm", { timeoutMs: 5000 });
    expect(outcome).toEqual({ kind: "timeout", afterMs: 5000, step: null });
  });

  test("exits is a crash with its code and its last words", async () => {
    expect(await outcomeOf("exits-3")).toEqual({
      kind: "crash",
      exitCode: 3,
      signal: null,
      reason: "exit code 3, without an outcome; last said: opening the model | model is broken",
    });
  });

  test("is killed from outside is a crash with the signal", async () => {
    expect(await outcomeOf("kills-itself")).toEqual({
      kind: "crash",
      exitCode: null,
      signal: "SIGKILL",
      reason: "ended by SIGKILL, without an outcome",
    });
  });

  test("ends well but says nothing is a crash", async () => {
    const reason = "exit code 0, without an outcome";
    expect(await outcomeOf("says-nothing")).toMatchObject({ kind: "crash", exitCode: 0, reason });
  });

  test("has a full heap is out of memory", async () => {
    expect(await outcomeOf("heap-is-full")).toMatchObject({
      kind: "oom",
      reason: expect.stringMatching(
        /^ended by SIGABRT.*FATAL ERROR: JavaScript heap out of memory$/,
      ),
    });
  });

  test("passes its memory limit is out of memory", async () => {
    const memoryBytes = 400 * 2 ** 20;
    const outcome = await outcomeOf("eats-memory", { memoryBytes });
    expect(outcome).toMatchObject({
      kind: "oom",
      reason: expect.stringMatching(/^resident memory must stay within 400 MiB: got [0-9]+ MiB$/),
    });
    expect(outcome.kind === "oom" && outcome.peakRssBytes).toBeGreaterThan(memoryBytes);
  });

  test("says what is not a message is a crash that quotes it", async () => {
    expect(await outcomeOf("sends-garbage")).toMatchObject({
      kind: "crash",
      reason: 'the process said what is not a message: {"kind":"poem","lines":14}',
    });
  });

  test.skipIf(process.platform !== "linux")(
    "leaves others running ends all the same, and those of its group with it",
    async () => {
      const outcome = await outcomeOf("leaves-others", { timeoutMs: 60_000 });
      expect(outcome).toMatchObject({ kind: "crash", exitCode: 3 });
      const [, inGroup, apart] = /started (\d+) (\d+)/.exec(JSON.stringify(outcome))!.map(Number);
      expect(isRunning(apart!)).toBe(true);
      process.kill(apart!, "SIGKILL");
      await vi.waitFor(() => expect(isRunning(inGroup!)).toBe(false));
    },
  );

  test("does not go after its outcome is ended, and the outcome counts", async () => {
    expect(await outcomeOf("lingers")).toEqual({ kind: "unsupported", reason: "not today" });
  });
});

test("a cell too large to count exactly has its own end, and its cost", async () => {
  const [record] = await recordsOf([cell], { program: fixture("costs-much") });
  expect(record!.outcome).toEqual({ kind: "oom", reason: "too much", peakRssBytes: null });
  expect(record!.cost!.trainFlops).toBe(1.4e19);
});

test("one dead process costs one cell, and its record looks like the others", async () => {
  const cells = plan(request({ seeds: [0, 1, 2] }));
  const records = await recordsOf(cells, { program: fixture("dies-on-seed-1") });
  expect(records.map((record) => record.cell.id)).toEqual(cells.map(({ id }) => id));
  expect(records.map(({ outcome }) => outcome.kind)).toEqual([
    "unsupported",
    "crash",
    "unsupported",
  ]);
  for (const record of records) {
    expect(record).toMatchObject({
      machine: machine(),
      versions: { ...programVersions(), task: 1 },
      fingerprints: { data: "d", graph: "g" },
      provider: { name: "cpu", threads: 1, optimization: "all" },
      selection: "last",
    });
  }
});

test("an abort drops the running cell, keeps the finished ones and starts no other", async () => {
  const cells = [0, 1].map((seed) => changed(cell, { seed }));
  const controller = new AbortController();
  const started: number[] = [];
  const records = await recordsOf(cells, {
    program: fixture("hangs"),
    signal: controller.signal,
    onProgress: ({ seed }) => {
      started.push(seed);
      controller.abort();
    },
  });
  expect(records).toEqual([]);
  expect(started).toEqual([0]);
});

test("nothing runs when the signal was aborted before", async () => {
  const started: number[] = [];
  const records = await recordsOf([cell], {
    program: fixture("hangs"),
    signal: AbortSignal.abort(),
    onProgress: ({ seed }) => started.push(seed),
  });
  expect([records, started]).toEqual([[], []]);
});

test("what onRecord throws ends the run", async () => {
  const { runCells } = await import("../../runner/index.ts");
  const cells = [0, 2].map((seed) => changed(cell, { seed }));
  let calls = 0;
  const onRecord = () => {
    calls++;
    throw new Error("disk full");
  };
  const run = runCells(cells, { program: fixture("dies-on-seed-1"), onRecord });
  await expect(run).rejects.toThrow("disk full");
  expect(calls).toBe(1);
});
