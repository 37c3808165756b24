import { expect, test } from "vitest";
import type { Record } from "../../records/index.ts";
import { leaderboard, standings } from "../../reports/index.ts";
import { sampleRecord, scored } from "../support/records.ts";

const timeout = { kind: "timeout", afterMs: 600_000, step: 120 } as const;

/** Each standing as `rank variant`, with `=` in a tie. */
const places = (records: Record[]) =>
  standings(leaderboard(records)[0]!).map((standing) =>
    standing.kind === "baseline"
      ? `baseline ${standing.share}`
      : `${standing.rank}${standing.isTied ? "=" : ""} ${standing.row.variant}`,
  );

test("who overlaps with the first is tied with it; the baseline stands in its place", () => {
  // 45.0 % is 42.8 to 47.2, 42.0 % is 39.9 to 44.2, 40.0 % is 37.9 to 42.2
  expect(
    places([
      scored("softmax", 0, 900),
      scored("linear", 0, 840),
      scored("local", 0, 800),
      scored("poor", 0, 350),
      sampleRecord({ cell: { variant: "lost" }, outcome: timeout }),
    ]),
  ).toEqual(["1= softmax", "1= linear", "3 local", "baseline 0.175", "4 poor", "null lost"]);
});

test("a first that nobody reaches is no tie", () => {
  expect(places([scored("softmax", 0, 900), scored("local", 0, 800)])).toEqual([
    "1 softmax",
    "2 local",
    "baseline 0.175",
  ]);
});

test("without a single result there is neither a rank nor a baseline", () => {
  expect(places([sampleRecord({ outcome: timeout })])).toEqual(["null softmax"]);
});
