import { expect, test } from "vitest";
import { boardsJson } from "../../cli/boards.ts";
import { leaderboard } from "../../reports/index.ts";
import { arena } from "../support/arena.ts";

test("rows in JSON have their ranks, and a board its ties", () => {
  const [board] = boardsJson(leaderboard(arena), []).boards;
  expect(board!.rows.map(({ variant, rank }) => [variant, rank && [rank.low, rank.high]])).toEqual([
    ["softmax", [1, 2]],
    ["linear", [1, 3]],
    ["local", [2, 3]],
    ["fourier", [4, 4]],
    ...["bigbird", "linformer", "performer", "reformer", "transformer-xl"].map((name) => [
      name,
      null,
    ]),
  ]);
  expect(board!.ties).toEqual([
    ["softmax", "linear map=elu"],
    ["linear map=elu", "local"],
  ]);
  const firsts = board!.rows.map(({ rank }) => rank?.first ?? 0);
  expect(firsts.reduce((sum, first) => sum + first)).toBeCloseTo(1, 9);
  expect(firsts[0]).toBeGreaterThan(0.8);
});
