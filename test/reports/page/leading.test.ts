import { expect, test } from "vitest";
import { leaderboard, type Row, rowName } from "../../../reports/index.ts";
import { fastest, leanest } from "../../../reports/page/leading.ts";
import { sampleRecord } from "../../support/records.ts";

const [
  {
    rows: [sample],
  } = { rows: [] },
] = leaderboard([sampleRecord()]);
const row = (variant: string, rest: Partial<Row>): Row => ({ ...sample!, variant, ...rest });
const names = (rows: readonly Row[]) => rows.map(rowName);

const timed = (variant: string, speed: number, low?: number, high?: number): Row =>
  row(variant, {
    training: {
      speed,
      interval: low === undefined || high === undefined ? null : { low, high },
      isStable: true,
    },
  });

test("nobody is the fastest alone whose interval another one reaches", () => {
  const rows = [
    timed("local", 1.9, 1.7, 2.1),
    timed("linear", 2.2, 2, 2.4),
    timed("luna", 1, 1, 1.9),
  ];
  expect(names(fastest(rows, "beats"))).toEqual(["linear", "local"]);
  const four = [...rows, timed("fourier", 2.6, 2.5, 2.7)];
  expect(names(fastest(four, "beats"))).toEqual(["fourier"]);
});

test("without an interval relative speeds within 5 % are not told apart", () => {
  const rows = [timed("a", 0.96), timed("b", 1, 0.99, 1.01), timed("c", 0.94)];
  expect(names(fastest(rows, "beats"))).toEqual(["b", "a"]);
});

test("by examples a second who has none is not the fastest, whatever its relative speed", () => {
  const rows = [
    { ...timed("a", 9, 8.9, 9.1), examplesPerSecond: 100 },
    row("b", { training: null, examplesPerSecond: 80 }),
    row("c", { training: null, examplesPerSecond: 70 }), // a quarter slower is told apart by wall time
    row("d", { training: null, examplesPerSecond: null }),
  ];
  expect(names(fastest(rows, "examples/s"))).toEqual(["a", "b"]);
});

test("memory within 5 % of the least is not told apart, and unknown memory is not the least", () => {
  const rows = [104, 100, 106, null].map((peakRssBytes, i) => row(`v${i}`, { peakRssBytes }));
  expect(names(leanest(rows))).toEqual(["v1", "v0"]);
});

test("of no rows none leads", () => {
  expect([fastest([], "beats"), leanest([])]).toEqual([[], []]);
});
