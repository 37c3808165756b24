import { expect, test } from "vitest";
import type { Record } from "../../../records/index.ts";
import { ties } from "../../../reports/board/index.ts";
import { leaderboard, standings } from "../../../reports/index.ts";
import { arena } from "../../support/arena.ts";
import { sampleRecord, sampleTest, scored } from "../../support/records.ts";

const timeout = { kind: "timeout", afterMs: 600_000, step: 120 } as const;

/** Each standing as `low-high variant`. */
const places = (records: readonly Record[]) =>
  standings(leaderboard(records)[0]!).map((standing) =>
    standing.kind === "baseline"
      ? `baseline ${standing.share}`
      : `${standing.rank && `${standing.rank.low}-${standing.rank.high}`} ${standing.row.variant}`,
  );

test("one that is told apart from neither neighbour shares its places with both", () => {
  expect(places(arena)).toEqual([
    "1-2 softmax",
    "1-3 linear",
    "2-3 local",
    "baseline 0.175",
    "4-4 fourier",
    "null bigbird",
    "null linformer",
    "null performer",
    "null reformer",
    "null transformer-xl",
  ]);
  const names = ties(leaderboard(arena)[0]!).map((rows) => rows.map(({ variant }) => variant));
  expect(names).toEqual([
    ["softmax", "linear"],
    ["linear", "local"],
  ]);
});

test("rows are paired by their examples: the same accuracies are a tie or none by which answers they are of", () => {
  const of = (from: number, fingerprints = { data: "aaaa", graph: null }) => [
    scored("softmax", 0, 900),
    scored("linear", 0, 860, { fingerprints, result: { best: sampleTest({ from }) } }),
  ];
  // 40 examples of 2000 that one alone got right, against 1200 of which the other got 580
  expect(places(of(0))).toEqual(["1-1 softmax", "2-2 linear", "baseline 0.175"]);
  expect(places(of(600))).toEqual(["1-2 softmax", "1-2 linear", "baseline 0.175"]);
  // other examples: nothing is paired
  const others = of(0, { data: "cccc", graph: null });
  expect(places(others)).toEqual(["1-2 softmax", "1-2 linear", "baseline 0.175"]);
});

test("test sets that are not known to be the same are not paired", () => {
  const fingerprints = { data: null, graph: null };
  const records = [
    scored("softmax", 0, 900, { fingerprints }),
    scored("linear", 0, 860, { fingerprints }),
  ];
  expect(places(records)).toEqual(["1-2 softmax", "1-2 linear", "baseline 0.175"]);
});

test("the weights that count are those of the protocol", () => {
  const last = (variant: string, correct: number) =>
    scored(variant, 0, 860, { selection: "last", result: { last: sampleTest({ correct }) } });
  expect(places([last("softmax", 700), last("linear", 900)])).toEqual([
    "1-1 linear",
    "2-2 softmax",
    "baseline 0.175",
  ]);
});

test("without a single result there is neither a rank nor a baseline", () => {
  expect(places([sampleRecord({ outcome: timeout })])).toEqual(["null softmax"]);
});
