import { expect, test } from "vitest";
import { type Evidence, outcomeOf } from "../../runner/ending.ts";

const gibibyte = 2 ** 30;
const evidence: Evidence = {
  module: null,
  budget: { timeoutMs: 1000, memoryBytes: null },
  step: null,
  peakBytes: gibibyte,
  stderr: "",
  machineBytes: 8 * gibibyte,
  hasOomKill: false,
};
const killed = { kind: "silent", exitCode: null, signal: "SIGKILL" } as const;

test("SIGKILL is want of memory when the kernel says so, or when nearly all of it was held", () => {
  expect(outcomeOf(killed, evidence)).toMatchObject({ kind: "crash" });
  expect(outcomeOf(killed, { ...evidence, hasOomKill: true })).toEqual({
    kind: "oom",
    reason: "the system killed the process for its memory",
    peakRssBytes: gibibyte,
  });
  const full = { ...evidence, peakBytes: 7.5 * gibibyte };
  expect(outcomeOf(killed, full)).toMatchObject({ kind: "oom" });
  const limited = { ...evidence, budget: { timeoutMs: 1000, memoryBytes: 1.1 * gibibyte } };
  expect(outcomeOf(killed, limited)).toMatchObject({ kind: "oom" });
});

test("another signal is a crash however much was held", () => {
  const full = { ...evidence, peakBytes: 7.5 * gibibyte, hasOomKill: true };
  expect(outcomeOf({ ...killed, signal: "SIGSEGV" }, full)).toMatchObject({ kind: "crash" });
});

test("want of memory names the limit, the cell's own or the machine's", () => {
  const ending = {
    kind: "overweight",
    residentBytes: 900 * 2 ** 20,
    limitBytes: 800 * 2 ** 20,
  } as const;
  expect(outcomeOf(ending, evidence)).toEqual({
    kind: "oom",
    reason: "resident memory must stay within 800 MiB: got 900 MiB",
    peakRssBytes: gibibyte,
  });
});

test.each([
  [2 ** 10, "1 KiB"],
  [700 * 2 ** 10, "700 KiB"],
  [1023, "1023 B"],
  [2 ** 20, "1 MiB"],
])("a limit of %i bytes is told as %s, and never as 0 MiB", (limitBytes, told) => {
  const ending = { kind: "overweight", residentBytes: 45 * 2 ** 20, limitBytes } as const;
  expect(outcomeOf(ending, evidence)).toMatchObject({
    reason: `resident memory must stay within ${told}: got 45 MiB`,
  });
});

test("an abort says nothing about the cell", () => {
  expect(outcomeOf({ kind: "aborted" }, evidence)).toBeNull();
});
