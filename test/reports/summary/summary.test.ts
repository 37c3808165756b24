import { describe, expect, test } from "vitest";
import type { Record } from "../../../records/index.ts";
import { leaderboard, summaries } from "../../../reports/index.ts";
import type { SummaryOptions } from "../../../reports/summary/summary.ts";
import { sampleRecord } from "../../support/records.ts";
import { on, tasksArena } from "../../support/tasks-arena.ts";

const made = (records: readonly Record[], options: SummaryOptions = {}) =>
  summaries(leaderboard(records), options);
const [summary] = made(tasksArena);
const lineOf = (name: string, from = summary!) => from.lines.find((line) => line.name === name)!;

test("tasks stand in the benchmark's order, lines by their averages, incomplete ones last", () => {
  expect(summary!.boards.map(({ task }) => task)).toEqual(["listops", "text", "image"]);
  expect(summary!.lines.map(({ name }) => name)).toEqual([
    "linear",
    "local",
    "softmax",
    "luna",
    "bigbird",
    "linformer",
  ]);
});

test("an average is of all tasks, each counting the same, with its interval", () => {
  const { entries, average } = lineOf("softmax");
  const means = [802, 1302, 802].map((correct) => correct / 2000);
  expect(entries.map((entry) => entry!.accuracy!.mean)).toEqual(
    means.map((mean) => expect.closeTo(mean, 12)),
  );
  expect(average!.mean).toBeCloseTo(means.reduce((a, b) => a + b) / 3, 12);
  const halves = entries.map((entry) => entry!.accuracy!.high - entry!.accuracy!.mean);
  expect(average!.high - average!.mean).toBeCloseTo(Math.hypot(...halves) / 3, 12);
});

test("a task without a number leaves the line without an average, never with a smaller one", () => {
  expect(lineOf("linformer").average).toBeNull();
  expect(lineOf("linformer").entries.map((entry) => entry!.accuracy !== null)).toEqual([
    true,
    false,
    true,
  ]);
  expect(lineOf("bigbird").average).toBeNull();
  expect(lineOf("bigbird").entries[2]).toBeNull();
});

test("averages are ranked by the noise of all tasks, entries by that of their own", () => {
  const rank = (name: string) => {
    const { low, high } = lineOf(name).average!.rank!;
    return [low, high];
  };
  expect(rank("linear")).toEqual([1, 1]);
  expect([rank("softmax"), rank("local"), rank("luna")]).toEqual([
    [2, 3],
    [2, 3],
    [4, 4],
  ]);
  // on image nobody is told apart from linear but those below
  expect(lineOf("linear").entries[2]!.rank!.high).toBeGreaterThan(1);
  expect(lineOf("linear").average!.rank!.first).toBeGreaterThan(0.99);
});

describe("parity", () => {
  test("is against softmax in the same cells, least and most over the tasks", () => {
    const { parameters, trainFlops } = lineOf("local").parity!;
    expect(parameters.low).toBeCloseTo(125_000 / 123_456, 12);
    expect(parameters.high).toBeCloseTo(130_000 / 123_456, 12);
    expect(trainFlops).toEqual({ low: 0.5, high: 0.5 });
    expect(lineOf("softmax").parity!.parameters).toEqual({ low: 1, high: 1 });
  });

  test("the closed board leaves out who has more than 10 % more parameters, and ranks the others anew", () => {
    const [closed] = made(tasksArena, { entrants: "closed" });
    expect(closed!.lines.map(({ name }) => name)).not.toContain("luna");
    expect(closed!.lines).toHaveLength(5);
    expect(closed!.boards[0]!.rows.map(({ variant }) => variant)).not.toContain("luna");
  });

  test("10 % to the last parameter is within, one more is not", () => {
    const of = (parameters: number) => {
      const cost = { ...sampleRecord().cost!, parameters };
      const base = { ...cost, parameters: 1000 };
      const records = [
        on("listops", "softmax", 0, 800, { cost: base }),
        on("listops", "linear", 0, 800, { cost }),
      ];
      return made(records, { entrants: "closed" })[0]!.lines.length;
    };
    expect([of(1100), of(1101), of(10)]).toEqual([2, 1, 2]);
  });

  test("too many parameters on one task are too many", () => {
    const records = [
      ...["listops", "text"].flatMap((task) => [on(task, "softmax", 0, 800)]),
      on("listops", "luna", 0, 800),
      on("text", "luna", 0, 800, { cost: { ...sampleRecord().cost!, parameters: 140_000 } }),
    ];
    expect(made(records, { entrants: "closed" })[0]!.lines.map(({ name }) => name)).toEqual([
      "softmax",
    ]);
  });

  test("without softmax it is not known, and nobody is on the closed board", () => {
    const records = tasksArena.filter(({ cell }) => cell.variant !== "softmax");
    const [open] = made(records);
    expect(open!.withoutSoftmax).toEqual(["listops", "text", "image"]);
    expect(open!.lines.every(({ parity }) => parity === null)).toBe(true);
    expect(made(records, { entrants: "closed" })).toEqual([]);
  });

  test("softmax serves as the measure when it is not shown", () => {
    const [shown] = made(tasksArena, { variants: ["local"] });
    expect(shown!.lines.map(({ name }) => name)).toEqual(["local"]);
    expect(shown!.lines[0]!.parity!.trainFlops.low).toBe(0.5);
    expect(shown!.withoutSoftmax).toEqual([]);
    // alone it has no rank
    expect(shown!.lines[0]!.average!.rank).toBeNull();
    expect(shown!.lines[0]!.entries[0]!.rank).toBeNull();
  });
});

describe("tables", () => {
  const sample = sampleRecord();
  test.each([
    ["protocol", { cell: { protocol: "release" } }],
    ["overrides", { cell: { overrides: { steps: 7 } } }],
    ["device", { cell: { device: "webgpu" } }],
  ])("records of another %s have another table", (_, other) => {
    expect(made([sample, sampleRecord(other)])).toHaveLength(2);
  });

  test("machines share a table, which names them: they change accuracies by rounding alone", () => {
    const machine = { ...sample.machine, cores: 64 };
    const [table, ...rest] = made([sample, sampleRecord({ cell: { seed: 1 }, machine })]);
    expect(rest).toEqual([]);
    expect(table!.boards[0]!.seeds).toBe(2);
    expect(table!.places.map(({ machine: { cores } }) => cores)).toEqual([2, 64]);
  });

  test("a task at two lengths stands once in a table: the one with most records first", () => {
    const records = [
      on("listops", "softmax", 0, 800),
      on("listops", "linear", 0, 800),
      on("listops", "softmax", 0, 800, { cell: { length: 512 } }),
      on("text", "softmax", 0, 800),
    ];
    expect(
      made(records).map(({ boards }) => boards.map(({ task, length }) => `${task} ${length}`)),
    ).toEqual([["listops 64", "text 256"], ["listops 512"]]);
  });

  test("other options are another line, and a file is told apart from its namesake", () => {
    const own = (letter: string) => ({
      cell: { variant: `${letter}/mine.js`, variantSha256: letter.repeat(64) },
    });
    const [table] = made([
      on("listops", "softmax", 0, 800),
      on("listops", "local", 0, 800, { cell: { variantOptions: { block: 16 } } }),
      on("listops", "local", 0, 800),
      on("listops", "mine", 0, 790, own("a")),
      on("listops", "mine", 0, 780, own("b")),
      on("text", "mine", 0, 780, own("b")),
    ]);
    expect(table!.lines.map(({ name }) => name).sort()).toEqual([
      "local",
      "local block=16",
      "mine.js aaaaaaa",
      "mine.js bbbbbbb",
      "softmax",
    ]);
  });

  test("no records make no tables", () => {
    expect(made([])).toEqual([]);
  });
});
