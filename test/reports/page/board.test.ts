import { expect, test } from "vitest";
import { columns } from "../../../reports/board/columns.ts";
import { leaderboard, standings } from "../../../reports/index.ts";
import { sortValue } from "../../../reports/page/board.ts";
import { arena } from "../../support/arena.ts";

const all = standings(leaderboard(arena)[0]!);
const baseline = all.find(({ kind }) => kind === "baseline")!;

test("every column of the leaderboard sorts, by numbers in full precision", () => {
  const linear = all[1]!;
  expect(columns.map(({ title }) => [title, sortValue(title, linear)])).toEqual([
    ["#", 1],
    ["variant", "linear map=elu"],
    ["accuracy % (95 %)", 42.4],
    ["seed sd", expect.closeTo(0.14142136, 8)],
    ["examples/s", expect.closeTo(32_000 / 7.1, 9)],
    ["step ms", 7.1],
    ["relative speed", null],
    ["inference", null],
    ["memory", 300 * 2 ** 20],
    ["parameters", 123_456],
    ["GFLOP/step", 1.2],
    ["outcome", "ok"],
  ]);
});

test("the baseline sorts by its name and share alone", () => {
  const values = columns.map(({ title }) => sortValue(title, baseline));
  expect(values.filter((value) => value !== null)).toEqual(["majority class", 17.5]);
});
