import { describe, expect, test } from "vitest";
import { placeOf } from "../../../reports/board/index.ts";
import { leaderboard, summaries, summarySheet, terminal, titleOf } from "../../../reports/index.ts";
import { type Overrides, sampleRecord, scored } from "../../support/records.ts";

const timeout = { kind: "timeout", afterMs: 600_000, step: 120 } as const;

test("no records make no boards", () => {
  expect(leaderboard([])).toEqual([]);
});

test("a row is the mean of its seeds, with the noise of examples and of seeds apart", () => {
  const [board] = leaderboard([scored("softmax", 0, 800), scored("softmax", 1, 900)]);
  const row = board!.rows[0]!;
  expect(row.accuracy).toEqual({
    mean: expect.closeTo(0.425, 12),
    low: expect.closeTo(0.4035, 4), // Wilson of 850 of 2000
    high: expect.closeTo(0.4468, 4),
    seedSd: expect.closeTo(0.05 / Math.SQRT2, 12),
    examples: 2000,
  });
  expect(row.otherAccuracy).toMatchObject({ mean: 0.42, seedSd: 0 });
  expect(row).toMatchObject({ majorityShare: 0.175, parameters: 123_456, trainFlops: 1.2e9 });
  expect(board!.seeds).toBe(2);
});

test("one seed has no deviation", () => {
  expect(leaderboard([scored("softmax", 0, 800)])[0]!.rows[0]!.accuracy!.seedSd).toBeNull();
});

test("the headline is the protocol's choice of weights", () => {
  const [board] = leaderboard([scored("softmax", 0, 900, { selection: "last" })]);
  expect(board!.selection).toBe("last");
  expect(board!.rows[0]).toMatchObject({ accuracy: { mean: 0.42 }, otherAccuracy: { mean: 0.45 } });
});

test("times are pooled over seeds, memory is the largest", () => {
  const peak = (train: number | null) => ({ train, evaluate: 1 });
  const [board] = leaderboard([
    scored("softmax", 0, 860, { result: { stepMs: [10, 20, 60], peakRssBytes: peak(null) } }),
    scored("softmax", 1, 860, { result: { stepMs: [30], peakRssBytes: peak(7) } }),
  ]);
  expect(board!.rows[0]).toMatchObject({
    stepMs: 25,
    examplesPerSecond: (32 * 1000) / 25,
    peakRssBytes: 7,
  });
});

test("one seed without a number leaves the row without a mean, but with what is known", () => {
  const lost = sampleRecord({ cell: { seed: 2 }, outcome: timeout });
  const [board] = leaderboard([lost, scored("softmax", 0, 860), scored("softmax", 1, 860)]);
  expect(board!.rows[0]).toMatchObject({
    accuracy: null,
    otherAccuracy: null,
    stepMs: 100,
    parameters: 123_456,
    outcomes: [
      { kind: "ok", seeds: 2 },
      { kind: "timeout", seeds: 1 },
    ],
  });
});

test("a row of no results has no numbers but those of its graph", () => {
  const [board] = leaderboard([sampleRecord({ outcome: timeout, cost: null })]);
  expect(board!.rows[0]).toMatchObject({
    accuracy: null,
    majorityShare: null,
    stepMs: null,
    examplesPerSecond: null,
    peakRssBytes: null,
    parameters: null,
    trainFlops: null,
  });
});

test("a seed run again, with another budget too, counts once, by the later run", () => {
  const budget = { timeoutMs: 9_000_000, memoryBytes: null };
  const startedAt = "2026-03-01T00:00:00Z";
  const records = [
    scored("softmax", 0, 900, { cell: { budget }, startedAt }),
    sampleRecord({ outcome: timeout }),
  ];
  const [board] = leaderboard(records);
  expect(board!.rows[0]!.records).toEqual([records[0]]);
  expect(board!.rows[0]!.accuracy!.mean).toBe(0.45);
});

test("best accuracy first; rows without one last, by name", () => {
  const [board] = leaderboard([
    sampleRecord({ cell: { variant: "zeta" }, outcome: timeout }),
    scored("linear", 0, 700),
    sampleRecord({ cell: { variant: "beta" }, outcome: timeout }),
    scored("softmax", 0, 900),
    scored("alpha", 0, 700),
  ]);
  expect(board!.rows.map(({ variant }) => variant)).toEqual([
    "softmax",
    "alpha",
    "linear",
    "beta",
    "zeta",
  ]);
});

test("other variant options are another row, in whatever order they were given", () => {
  const local = (variantOptions: { [name: string]: number }, seed: number) =>
    scored("local", seed, 860, { cell: { variantOptions } });
  const [board] = leaderboard([
    local({ w: 32, heads: 2 }, 0),
    local({ heads: 2, w: 32 }, 1),
    local({ w: 64 }, 0),
  ]);
  expect(board!.rows.map((row) => [row.variantOptions, row.records.length])).toEqual([
    ["heads=2, w=32", 2],
    ["w=64", 1],
  ]);
});

const sample = sampleRecord();
const others: [string, Overrides][] = [
  ["protocol", { cell: { protocol: "release" } }],
  ["overrides", { cell: { overrides: { steps: 7 } } }],
  ["task", { cell: { task: "text" } }],
  ["task options", { cell: { taskOptions: { depth: 3 } } }],
  ["task version", { versions: { ...sample.versions, task: 2 } }],
  ["length", { cell: { length: 128 } }],
  ["device", { cell: { device: "webgpu" } }],
  ["machine", { machine: { ...sample.machine, cores: 64 } }],
];
test.each(others)("records of another %s stand on another board", (_, other) => {
  expect(leaderboard([sample, sampleRecord({ cell: { seed: 1 } })])).toHaveLength(1);
  expect(leaderboard([sample, sampleRecord(other)])).toHaveLength(2);
});

test("machines that differ by some pages of memory and by their kernel are one, which is said", () => {
  const machine = {
    ...sample.machine,
    os: "linux 6.8",
    memoryBytes: sample.machine.memoryBytes - 4096,
  };
  const records = [sample, sampleRecord({ cell: { seed: 1 }, machine })];
  const [board, ...rest] = leaderboard(records);
  expect(rest).toEqual([]);
  expect(board).toMatchObject({ seeds: 2, apart: "", mixed: ["system linux 6.1, linux 6.8"] });
  expect(summaries([board!])).toHaveLength(1);
});

test("titles of the same cells on two machines say what differs; their summary names both", () => {
  const machine = { ...sample.machine, cores: 64, memoryBytes: 16 * 2 ** 30 };
  const boards = leaderboard([sample, sampleRecord({ machine })]);
  const common = "listops · quick · length 64 · cpu · best-validation weights · 1 seed";
  expect(boards.map(titleOf)).toEqual([
    `${common} · cores 2, memory 8.00 GiB`,
    `${common} · cores 64, memory 16.0 GiB`,
  ]);
  const both = [sample, sampleRecord({ machine, cell: { seed: 1 } })];
  const { title, subtitles } = summarySheet(summaries(leaderboard(both))[0]!);
  expect([title, ...subtitles.slice(-2)]).toEqual([
    "quick · cpu · 2 seeds",
    "Example CPU · 2 cores · 8.00 GiB · linux 6.1 x64",
    "Example CPU · 64 cores · 16.0 GiB · linux 6.1 x64",
  ]);
  const versions = { ...sample.versions, task: 2 };
  expect(leaderboard([sample, sampleRecord({ versions })]).map(titleOf)).toEqual([
    `${common} · task version 1`,
    `${common} · task version 2`,
  ]);
});

test("boards come by task, then length, whatever the order of the records", () => {
  const at = (task: string, length: number) => sampleRecord({ cell: { task, length } });
  const boards = leaderboard([at("text", 1024), at("text", 512), at("listops", 2048)]);
  expect(boards.map(({ task, length }) => `${task} ${length}`)).toEqual([
    "listops 2048",
    "text 512",
    "text 1024",
  ]);
});

test("what rows should have in common but have not is named", () => {
  const versions = { ...sample.versions, onnxruntime: "1.29.0" };
  const fingerprints = { data: "cccc", graph: null };
  const mixed = (...records: (typeof sample)[]) => leaderboard(records)[0]!.mixed;
  expect(mixed(sample, scored("linear", 0, 860))).toEqual([]);
  expect(mixed(sample, scored("linear", 0, 860, { versions }))).toEqual([
    "onnxruntime 1.29.0, 1.30.0",
  ]);
  expect(mixed(sample, scored("linear", 0, 860, { fingerprints }))).toEqual(["data of one seed"]);
  expect(mixed(sample, scored("linear", 1, 860, { fingerprints }))).toEqual([]);
  expect(mixed(sample, sampleRecord({ cell: { seed: 1 }, outcome: timeout, versions }))).toEqual(
    [],
  );
});

test("two adapters of one machine are two boards, and software is called so", () => {
  const on = (name: string, isSoftware: boolean, seed: number) => {
    const { provider } = sampleRecord();
    const adapter = { name, driver: "1.2", isSoftware };
    return sampleRecord({
      cell: { device: "webgpu", seed },
      provider: { ...provider, name: "webgpu", adapter },
    });
  };
  const boards = leaderboard([on("Example GPU", false, 0), on("Example Renderer", true, 0)]);
  expect(boards.map(placeOf)).toEqual([
    "Example CPU · 2 cores · 8.00 GiB · Example GPU · 1.2 · linux 6.1 x64",
    "Example CPU · 2 cores · 8.00 GiB · Example Renderer, which is software · 1.2 · linux 6.1 x64",
  ]);
});

describe("relative speeds", () => {
  const timed = (seed: number, speeds: readonly number[], isStable = true) => {
    const rounds = {
      warmupMs: [],
      stepMs: speeds.map((speed) => 10 / speed),
      inRunMs: speeds.map((speed) => 10 / speed),
      stepsPerRound: 1,
      metronomeMs: speeds.map(() => 10),
      isStable,
    };
    const throughput = { metronome: 2, train: rounds, evaluate: rounds };
    return scored("softmax", seed, 800, { result: { throughput } });
  };

  test("are the geometric mean over seeds of their medians, with what runs scatter", () => {
    const [board] = leaderboard([timed(0, Array(8).fill(2)), timed(1, Array(8).fill(2.1))]);
    const { training, inference } = board!.rows[0]!;
    expect(training!.speed).toBeCloseTo(Math.sqrt(2 * 2.1), 12);
    // Student's point at 11 degrees of freedom; the runs scatter by ln 1.05 / √2.
    const half = 2.20099 * Math.sqrt((10 * 0.03 ** 2 + Math.log(1.05) ** 2 / 2) / 11 / 2);
    expect(training!.interval!.low).toBeCloseTo(training!.speed * Math.exp(-half), 4);
    expect(training!.interval!.high).toBeCloseTo(training!.speed * Math.exp(half), 4);
    expect(inference).toEqual(training);
    const text = terminal([board!], Number.POSITIVE_INFINITY, false);
    expect(text).toMatch(/2\.05 \(1\.95–2\.15\) .* ok$/m);
    expect(text).not.toContain("unstable");
  });

  test("of few rounds have no interval, and unstable ones are said to be", () => {
    const [board] = leaderboard([timed(0, [2, 3]), timed(1, [4], false)]);
    expect(board!.rows[0]!.training).toMatchObject({ interval: null, isStable: false });
    expect(terminal([board!], Number.POSITIVE_INFINITY, false)).toMatch(/ 3\.16 .* ok, unstable$/m);
  });

  test("of seeds one of which has none are not shown: an incomplete mean is no mean", () => {
    const records = [
      timed(0, Array(8).fill(2)),
      sampleRecord({ cell: { seed: 1 }, outcome: timeout }),
    ];
    const [row] = leaderboard(records)[0]!.rows;
    expect([row!.training, row!.inference]).toEqual([null, null]);
  });

  test("have no column where nothing was timed", () => {
    const text = terminal(
      leaderboard([scored("softmax", 0, 800)]),
      Number.POSITIVE_INFINITY,
      false,
    );
    expect(text).not.toContain("relative speed");
  });
});
