import { describe, expect, test } from "vitest";
import { protocols } from "../../../model/index.ts";
import { published } from "../../../reports/index.ts";
import { benchmarkTasks, type PublishedRow } from "../../../reports/published/index.ts";
import { tasks } from "../../../tasks/index.ts";
import { variants } from "../../../variants/index.ts";

const rows = published.flatMap((table) =>
  table.rows.map((row) => ({ table: table.title, ...row })),
);

/** The mean of a row's numbers, a failure counted as 50 or left out. */
function meanOf({ scores }: PublishedRow, failure: number | null): number {
  const numbers = scores.flatMap((score) =>
    score === "FAIL" ? (failure ?? []) : score === null ? [] : [score],
  );
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

/** What their sources print otherwise than their numbers average. */
const oddAverages: readonly string[] = [
  "Sinkhorn Trans.",
  "RWKV",
  "Transformer, pre-trained on the task",
];

test("every printed average is that of its row's numbers, as far as sources are right", () => {
  const odd = rows.filter(
    (row) =>
      row.average !== null &&
      [meanOf(row, 50), meanOf(row, null)].every((mean) => !(Math.abs(mean - row.average!) < 0.06)),
  );
  expect(odd.map(({ title }) => title)).toEqual(oddAverages);
});

test("the tables of the benchmark, of two small protocols and of later work are there, whole", () => {
  expect(published.map(({ title, rows }) => `${rows.length} ${title}`)).toEqual([
    "11 the benchmark's paper",
    "2 external entries of the benchmark's page",
    "5 the Nyströmformer paper",
    "11 the Skyformer paper",
    "10 attention since then",
    "18 state spaces, recurrence and convolution",
  ]);
});

test("a few numbers, as they were printed", () => {
  const of = (table: number, title: string) =>
    published[table]!.rows.find((row) => row.title === title)!;
  expect(of(0, "BigBird")).toMatchObject({
    variant: "bigbird",
    scores: [36.05, 64.02, 59.29, 40.83, 74.87, "FAIL"],
    average: 55.01,
  });
  expect(of(2, "Nyströmformer").scores).toEqual([37.15, 65.52, 79.56, 41.58, 70.94, null]);
  // printed there as Text, ListOps, Retrieval, Pathfinder, Image
  expect(of(3, "Self-Attention").scores).toEqual([38.37, 61.95, 80.69, 40.57, 65.26, null]);
  expect(of(5, "S5").scores).toEqual([62.15, 89.31, 91.4, 88, 95.33, 98.58]);
});

describe("names are ours", () => {
  test("of tasks, variants and protocols", () => {
    expect(benchmarkTasks).toEqual(Object.keys(tasks));
    const named = rows.flatMap(({ variant }) => variant ?? []);
    expect(named.filter((name) => !Object.hasOwn(variants, name))).toEqual([]);
    const beside = published.flatMap(({ protocols }) => protocols);
    expect(beside.filter((name) => !Object.hasOwn(protocols, name))).toEqual([]);
    expect(beside).toEqual(expect.arrayContaining(["paper", "release", "nystromformer"]));
  });

  test("every table says where it is from and what is not comparable about it", () => {
    for (const { source, caveat } of published) {
      expect(source).not.toBe("");
      expect(caveat.length).toBeGreaterThan(40);
    }
  });

  test("percentages lie between guessing and 100", () => {
    const scores = rows
      .flatMap(({ scores }) => scores)
      .filter((score) => typeof score === "number");
    expect(scores.length).toBeGreaterThan(250);
    expect(scores.filter((score) => score < 15 || score > 100)).toEqual([]);
  });
});
