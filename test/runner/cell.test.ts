import { truncateSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { prepare } from "../../data/index.ts";
import { type Record, type Timed, unpackBits } from "../../records/index.ts";
import { checkDevice, describeModel, type Request, resolve } from "../../runner/index.ts";
import { metronomeVersion } from "../../runner/metronome.ts";
import { tasks } from "../../tasks/index.ts";
import { generated } from "../support/generated.ts";
import { built, cellOf, changed, recordsOf } from "./cells.ts";

const program = built("worker");

async function run(overrides: Partial<Request> = {}): Promise<Record> {
  const [record] = await recordsOf([cellOf(overrides)], { program });
  return record!;
}

function resultOf({ outcome }: Record) {
  if (outcome.kind === "ok" || outcome.kind === "chance") return outcome.result;
  return expect.fail(JSON.stringify(outcome));
}

const learnt = (record: Record) => {
  const { curve, best, last, majorityShare } = resultOf(record);
  return { curve, best, last, majorityShare, fingerprints: record.fingerprints };
};

test("a smoke cell ends with a record of all that it measured, and a second run gives the same numbers", async () => {
  const cell = cellOf();
  const record = await run();
  const { curve, best, last, warmupMs, stepMs, evaluationMs, ...rest } = resultOf(record);
  expect(curve.map(({ step, validation }) => [step, validation.examples])).toEqual([
    [3, 30],
    [6, 30],
  ]);
  expect([best.examples, last.examples, last.step]).toEqual([50, 50, 6]);
  expect(unpackBits(last.correctBits, 50).filter(Boolean)).toHaveLength(last.correct);
  expect([warmupMs.length, stepMs.length]).toEqual([3, 3]);
  const passes = best.step === last.step ? 1 : 2;
  expect(evaluationMs).toHaveLength(7 * passes); // 50 examples, 8 a batch
  expect(rest.trainingMs!.inRun).toBeLessThan(rest.trainingMs!.total);
  expect(rest.batch).toBe(8);
  expect([rest.throughput, rest.profile]).toEqual([null, null]);
  expect(rest.audits!.batchDifference).toBeLessThan(1e-5);

  const resolved = resolve(cell);
  const { fingerprint, splits } = generated(tasks.listops, resolved.choice.options);
  const counts = new Map<number, number>();
  for (const label of splits.test.labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  expect(rest.majorityShare).toBe(Math.max(...counts.values()) / 50);
  expect(record.fingerprints.data).toBe(fingerprint);
  expect(record.fingerprints.graph).toMatch(/^[0-9a-f]{64}$/);
  expect(record.cost).toEqual(describeModel(resolved).cost);
  expect(record.protocol).toMatchObject({ steps: 6, taskOptions: { maxDepth: 3 } });

  expect(learnt(await run())).toEqual(learnt(record));
});

const timing = { overrides: { timingMs: 40 } };

function expectSpeeds({ throughput, profile, peakRssBytes }: Timed): void {
  expect(throughput?.metronome).toBe(metronomeVersion);
  for (const rounds of [throughput!.train!, throughput!.evaluate]) {
    expect(rounds.stepMs).toHaveLength(rounds.metronomeMs.length * rounds.stepsPerRound);
    rounds.inRunMs.forEach((inRun, i) => {
      expect(inRun).toBeGreaterThan(0);
      expect(inRun).toBeLessThanOrEqual(rounds.stepMs[i]!);
    });
  }
  expect(profile!.nodes).toBeGreaterThan(100);
  expect(profile).toMatchObject({ placed: profile!.nodes, shareOfTime: 1, elsewhere: {} });
  expect(profile!.kernelMs.MatMul).toBeGreaterThan(0);
  const { peakBytes, arenaBytes } = profile!.allocator!;
  expect(peakBytes).toBeLessThanOrEqual(arenaBytes);
  if (process.platform !== "linux") return;
  expect(peakRssBytes.train).toBeGreaterThan(arenaBytes / 2);
  expect(peakRssBytes.evaluate).not.toBeNull();
}

test("with time for it, steps are timed beside the metronome and profiled", async () => {
  expectSpeeds(resultOf(await run(timing)));
});

test("a cell for speed alone reads no data and learns nothing", async () => {
  const cell = changed(cellOf(timing), { measure: "speed", length: 48 });
  const [record] = await recordsOf([cell], { program });
  const { outcome, fingerprints } = record!;
  if (outcome.kind !== "timed") expect.fail(JSON.stringify(outcome));
  expectSpeeds(outcome.timed);
  expect(fingerprints).toEqual({ data: null, graph: expect.stringMatching(/^[0-9a-f]{64}$/) });
});

test("a diverging cell is invalid and says at which step, and in which tensor", async () => {
  const overrides = {
    "optimiser.learningRate": 1e30,
    "optimiser.schedule": { kind: "rsqrt", warmup: 1 },
  };
  const { outcome } = await run({ overrides });
  expect(outcome).toEqual({
    kind: "invalid",
    reason: expect.stringMatching(
      /^the loss became (NaN|Infinity) at step [2-6]: first in \w+ \[[\d, ]+\] \(%\d+, after [\w.]+\), from finite inputs; the largest parameter was \d\.\d\de\+\d+$/,
    ),
  });
});

test("data that cannot be made is a crash with one line, before any process is started", async () => {
  const impossible = changed(cellOf(), {
    taskOptions: { trainExamples: 1000, maxDepth: 2, maxArgs: 2, minLength: 3, maxLength: 5 },
  });
  const [record] = await recordsOf([impossible], { program });
  expect(record!.outcome).toMatchObject({
    kind: "crash",
    exitCode: null,
    reason: expect.stringMatching(
      /^ListOps: these options must yield 1080 different examples: .*\.$/,
    ),
  });
  expect(record!.fingerprints).toEqual({ data: null, graph: null });
});

test("a mistake in the worker is a crash with one line, and the stack goes to stderr", async () => {
  const cell = cellOf({ taskOptions: { listops: { seed: 99 } } });
  const folder = await prepare(resolve(cell).choice);
  truncateSync(join(folder, "test.tokens"), 3);
  let stderr = "";
  const onStderr = (text: string) => {
    stderr += text;
  };
  const [record] = await recordsOf([cell], { program, onStderr });
  expect(record!.outcome).toMatchObject({
    kind: "crash",
    exitCode: null,
    reason: expect.stringMatching(/test\.tokens: must have \d+ bytes: got 3\. Remove its folder/),
  });
  expect(record!.fingerprints.graph).not.toBeNull();
  expect(stderr).toMatch(/^ {4}at /m);
});

test("WebGPU trains as the CPU does", { timeout: 300_000 }, async ({ skip }) => {
  const { problem, remedy } = await checkDevice("webgpu", built("probe"));
  if (problem) skip(`no WebGPU here: ${problem}. ${remedy}`);
  const tiny = {
    length: 8,
    taskOptions: {
      listops: {
        trainExamples: 8,
        validationExamples: 4,
        testExamples: 5,
        maxDepth: 2,
        maxLength: 9,
      },
    },
    overrides: {
      steps: 4,
      evaluateEvery: 2,
      batch: 2,
      "architecture.layers": 1,
      "architecture.dropout": 0.1,
    },
    budget: { timeoutMs: 280_000, memoryBytes: null },
  };
  const cpu = resultOf(await run(tiny));
  const gpu = resultOf(await run({ ...tiny, device: "webgpu" }));
  gpu.curve.forEach(({ trainLoss, validation }, i) => {
    expect(trainLoss).toBeCloseTo(cpu.curve[i]!.trainLoss, 4);
    expect(validation.loss).toBeCloseTo(cpu.curve[i]!.validation.loss, 4);
  });
  expect(gpu.last.loss).toBeCloseTo(cpu.last.loss, 4);
});
