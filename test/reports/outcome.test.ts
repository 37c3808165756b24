import { expect, test } from "vitest";
import type { Outcome } from "../../records/index.ts";
import { resultOf, whyNot } from "../../reports/outcome.ts";
import { sampleRecord, sampleResult } from "../support/records.ts";

const endings: [Outcome, string | null][] = [
  [{ kind: "ok", result: sampleResult() }, null],
  [{ kind: "chance", result: sampleResult() }, null],
  [{ kind: "oom", reason: "over 2 GiB", peakRssBytes: null }, "oom: over 2 GiB"],
  [{ kind: "timeout", afterMs: 90_000, step: 0 }, "timeout: stopped after 1 min 30 s at step 0"],
  [{ kind: "timeout", afterMs: 90_000, step: null }, "timeout: stopped after 1 min 30 s"],
  [{ kind: "crash", exitCode: 3, signal: null, reason: "a\nb" }, "crash: exit code 3; a b"],
  [{ kind: "crash", exitCode: null, signal: "SIGSEGV", reason: "a" }, "crash: SIGSEGV; a"],
  [{ kind: "crash", exitCode: null, signal: null, reason: "a" }, "crash: a"],
  [{ kind: "unsupported", reason: "length 64" }, "unsupported: length 64"],
  [{ kind: "invalid", reason: "NaN" }, "invalid: NaN"],
];

test("what has no numbers has a reason, and only that", () => {
  for (const [outcome, why] of endings) {
    expect(whyNot(outcome)).toBe(why);
    expect(resultOf(sampleRecord({ outcome }))).toEqual(why === null ? sampleResult() : null);
  }
});
