import { expect, test } from "vitest";
import { type Outcome, recordSchema } from "../../records/index.ts";
import { sampleRecord, sampleTest } from "../support/records.ts";

const pathOf = (value: unknown) => {
  const problem = recordSchema.safeParse(value).error?.issues[0];
  return problem === undefined ? "valid" : problem.path.join(".");
};

test("every way a run can end is a record, also after JSON", () => {
  const outcomes: Outcome[] = [
    sampleRecord().outcome,
    { kind: "oom", reason: "over 2 GiB", peakRssBytes: null },
    { kind: "timeout", afterMs: 600_000, step: 120 },
    { kind: "crash", exitCode: null, signal: "SIGSEGV", reason: "" },
    { kind: "unsupported", reason: "length must be a multiple of 64" },
    { kind: "invalid", reason: "loss is NaN at step 3" },
  ];
  for (const outcome of outcomes) {
    const record = sampleRecord({ outcome });
    expect(recordSchema.parse(JSON.parse(JSON.stringify(record)))).toEqual(record);
  }
});

test("more right answers than examples are refused", () => {
  const best = { ...sampleTest(), correct: 2001 };
  expect(pathOf(sampleRecord({ result: { best } }))).toBe("outcome.result.best.correctBits");
  const validation = { step: 100, examples: 7, correct: 8, loss: 1 };
  const curve = [{ step: 100, trainLoss: 1, validation }];
  expect(pathOf(sampleRecord({ result: { curve } }))).toBe(
    "outcome.result.curve.0.validation.correct",
  );
});

test("bits that do not agree with the count of right answers are refused", () => {
  const one = { ...sampleTest(), correct: 859 };
  expect(pathOf(sampleRecord({ result: { last: one } }))).toBe("outcome.result.last.correctBits");
  const short = { ...sampleTest(), correctBits: sampleTest({ examples: 1990 }).correctBits };
  expect(pathOf(sampleRecord({ result: { last: short } }))).toBe("outcome.result.last.correctBits");
});

test("missing is null: NaN is not a number to store", () => {
  expect(pathOf(sampleRecord({ result: { stepMs: [1, Number.NaN] } }))).toBe(
    "outcome.result.stepMs.1",
  );
});

test("counts of a graph may be beyond 2^53, as of a size that no machine can run, and are whole", () => {
  const cost = sampleRecord().cost!;
  const withFlops = (trainFlops: number) => ({ ...sampleRecord(), cost: { ...cost, trainFlops } });
  expect(pathOf(withFlops(2 ** 60))).toBe("valid");
  expect(pathOf(withFlops(0.5))).toBe("cost.trainFlops");
  expect(pathOf(withFlops(Number.POSITIVE_INFINITY))).toBe("cost.trainFlops");
});

test("an unknown key is refused", () => {
  expect(pathOf(sampleRecord())).toBe("valid");
  expect(pathOf({ ...sampleRecord(), machine: { ...sampleRecord().machine, ram: 1 } })).toBe(
    "machine",
  );
});
