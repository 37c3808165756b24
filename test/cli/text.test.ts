import { expect, test } from "vitest";
import { namesOf } from "../../cli/charts.ts";
import { failureOf } from "../../cli/failure.ts";
import { progressLine, recordLine } from "../../cli/progress.ts";
import { table } from "../../cli/table.ts";
import { verdict } from "../../cli/verdict.ts";
import type { Outcome } from "../../records/index.ts";
import { UsageError } from "../../records/index.ts";
import { leaderboard } from "../../reports/index.ts";
import { sampleCell, sampleRecord, sampleResult } from "../support/records.ts";

test("a running cell in one line", () => {
  const start = { step: 0, steps: 300, loss: null, validationAccuracy: null };
  expect(progressLine(sampleCell(), { phase: "data", ...start })).toBe(
    "listops softmax seed 0: reading the data",
  );
  const later = { step: 120, steps: 300, loss: 1.82549, validationAccuracy: 0.4123 };
  expect(progressLine(sampleCell({ seed: 2 }), { phase: "training", ...later })).toBe(
    "listops softmax seed 2: training 120/300, loss 1.825, validation 41.2 %",
  );
});

test("a finished cell in one line", () => {
  expect(recordLine(sampleRecord())).toBe("listops softmax seed 0: ok, 43.0 %, 1 min 1 s");
  const control = sampleRecord({ cell: { control: "shuffle" }, outcome: chance });
  expect(recordLine(control)).toBe("listops softmax seed 0, control: chance, 43.0 %, 1 min 1 s");
  const outcome: Outcome = { kind: "timeout", afterMs: 600_000, step: 120 };
  expect(recordLine(sampleRecord({ outcome }))).toBe(
    "listops softmax seed 0: timeout: stopped after 10 min 0 s at step 120",
  );
});

const ok: Outcome = { kind: "ok", result: sampleResult() };
const chance: Outcome = { kind: "chance", result: sampleResult() };
const unsupported: Outcome = { kind: "unsupported", reason: "too short" };
const timeout: Outcome = { kind: "timeout", afterMs: 1, step: null };

test.each([
  [[ok, chance, unsupported], 0],
  [[chance], 0],
  [[ok, timeout], 4],
  [[ok, { kind: "oom", reason: "", peakRssBytes: null }], 4],
  [[ok, { kind: "invalid", reason: "" }], 4],
  [[ok, { kind: "crash", exitCode: 1, signal: null, reason: "" }], 4],
  [[unsupported], 4],
  [[], 4],
] satisfies [Outcome[], number][])("verdict %#", (outcomes, code) => {
  expect(verdict(outcomes.map((outcome) => sampleRecord({ outcome })))).toBe(code);
});

test("a user's mistake is told as it is, a fault of ours as one, and the stack only when asked for", () => {
  expect(failureOf(new UsageError("a: b.\nc: d."), false)).toEqual({
    text: "lra: a: b.\nlra: c: d.\n",
    code: 2,
  });
  expect(failureOf(new TypeError("x is not a function"), false)).toEqual({
    text: "lra: internal error: x is not a function. Run it again with --debug to see where, and report it.\n",
    code: 1,
  });
  expect(failureOf(new TypeError("oops"), true).text).toMatch(/^lra: TypeError: oops\n +at /);
});

test("a table has numbers to the right, and a dash for what is missing", () => {
  const lines = [
    { name: "a", size: 5, ids: [1, 2], works: true, why: null },
    { name: "long", size: 1234, ids: [], works: false, why: "so" },
  ];
  expect(table(lines, false).split("\n")).toEqual([
    "name  size  ids  works  why",
    "a        5  1 2  yes    –",
    "long  1234       no     so",
  ]);
  expect(table([], false)).toBe("");
});

test("each board has names of its own for its pictures", () => {
  const records = [{}, { overrides: { steps: 9 } }, { length: 128 }].map((cell) =>
    sampleRecord({ cell }),
  );
  expect(namesOf(leaderboard(records))).toEqual([
    "listops-quick-64-cpu",
    "listops-quick-64-cpu-2",
    "listops-quick-128-cpu",
  ]);
});
