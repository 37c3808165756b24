import { describe, expect, test } from "vitest";
import { makeCell, type Record } from "../../../records/index.ts";
import {
  leaderboard,
  published,
  publishedSheet,
  sheetsMarkdown,
  sheetsTerminal,
  summaries,
  summarySheet,
} from "../../../reports/index.ts";
import { sampleResult, sampleTest } from "../../support/records.ts";
import { on, tasksArena } from "../../support/tasks-arena.ts";

const of = (records: readonly Record[]) => summaries(leaderboard(records))[0]!;
const sheet = summarySheet(of(tasksArena));
const terminal = (sheets: Parameters<typeof sheetsTerminal>[0]) =>
  sheetsTerminal(sheets, Number.POSITIVE_INFINITY, false);

test("a table of tasks and variants", () => {
  expect(`\n${terminal([sheet])}`).toMatchInlineSnapshot(`
    "
    quick · cpu · 3 seeds
    tokens: listops 64, text 256, image 1024
    weights: best on validation
    Example CPU · 2 cores · 8.00 GiB · linux 6.1 x64

      #  variant        listops              text        image      average  tasks  P(first)  params vs softmax  FLOPs vs softmax
      1  linear     *50.1 ± 2.2       *75.1 ± 1.9  *40.6 ± 2.2  *55.3 ± 1.2    3/3    > 99 %                0 %             −50 %
    2–3  local       40.1 ± 2.2        65.6 ± 2.1  *39.6 ± 2.2   48.4 ± 1.2    3/3     < 1 %     +1.3 to +5.3 %             −50 %
    2–3  softmax     40.1 ± 2.2        65.1 ± 2.1  *40.1 ± 2.2   48.4 ± 1.2    3/3     < 1 %                0 %               0 %
      4  luna        30.0 ± 2.0        60.0 ± 2.2   30.0 ± 2.0   40.0 ± 1.2    3/3     < 1 %             +100 %             −50 %
      –  bigbird     25.0 ± 1.9        50.0 ± 2.2            –            –    2/3         –                0 %               0 %
      –  linformer   35.0 ± 2.1  – timeout 1 of 3   35.0 ± 2.1            –    2/3         –                0 %               0 %

    ±: how far the 95 % interval of the mean over seeds reaches, on its longer side. *: the best of its column, or not told apart from it.
    #: the 95 % interval of the average's rank; P(first): how likely it is that no other average is better.
    An average needs a number on every task: those of fewer do not compare.
    Open board only, with over 10 % more parameters than softmax: luna.
    linformer on text: timeout: stopped after 10 min 0 s at step 120
    "
  `);
});

test("behind the texts stand numbers in full precision", () => {
  const [linear, , , , bigbird] = sheet.rows.map(({ values }) => values!);
  expect(linear).toEqual([1, null, 50.1, 75.1, 40.6, 55.2666666666667, 3, 100, 0, -50]);
  expect(bigbird).toEqual([null, null, 25, 50, null, null, 2, null, 0, 0]);
  expect(sheet.rows[0]!.tags).toEqual({ protocol: "quick", device: "cpu", variant: "linear" });
});

test("Markdown: bold is who is the best alone", () => {
  const text = sheetsMarkdown([sheet]);
  expect(text).toContain("| 1 | linear | **\\*50.1 ± 2.2** |");
  const bold = text.split("\n").filter((line) => line.includes("**"));
  expect(bold.map((line) => line.split("|")[2]!.trim())).toEqual(["linear"]);
});

test("of one task there is no average beside it, and one row has no rank", () => {
  const { columns, rows } = summarySheet(of([on("listops", "softmax", 0, 800)]));
  expect(columns.map(({ title }) => title)).not.toContain("average");
  expect(rows.map(({ cells }) => cells.slice(0, 4))).toEqual([["–", "softmax", "40.0 ± 2.2", "–"]]);
});

test("one seed: what is not known is said", () => {
  const { notes } = summarySheet(
    of([on("listops", "softmax", 0, 800), on("listops", "linear", 0, 700)]),
  );
  expect(notes).toContain(
    "One seed: ranks are of these trained models; how much another training would differ is not known.",
  );
  expect(sheet.notes.join()).not.toContain("One seed");
  const both = [...tasksArena, on("retrieval", "softmax", 0, 1200)];
  expect(summarySheet(of(both)).notes.join()).toContain("One seed on retrieval: ");
});

test("a row with fewer seeds than others is named", () => {
  const fewer = tasksArena.filter(
    ({ cell }) => cell.variant !== "local" || cell.task !== "text" || cell.seed === 0,
  );
  expect(summarySheet(of(fewer)).notes).toContain("local has 1 of 3 seeds on text.");
});

test("who is at chance is said so, and is never starred", () => {
  const chance = (seed: number, correct = 800) => ({
    ...on("listops", "linear", seed, correct),
    outcome: {
      kind: "chance" as const,
      result: sampleResult({ best: sampleTest({ correct, from: 900 }) }),
    },
  });
  const { rows } = summarySheet(
    of([on("listops", "softmax", 0, 800), chance(0), on("listops", "softmax", 1, 800), chance(1)]),
  );
  expect(rows.map(({ cells }) => cells[2])).toEqual(["chance 40.0 ± 2.2", "*40.0 ± 2.2"]);
  const alone = summarySheet(of([on("listops", "softmax", 0, 300), chance(0)]));
  expect(alone.rows.map(({ cells, isStrong }) => [cells[1], isStrong![2]])).toEqual([
    ["linear", false],
    ["softmax", false],
  ]);
});

test("without softmax parity is a dash, and a note says why", () => {
  const { rows, columns, notes } = summarySheet(of([on("listops", "linear", 0, 800)]));
  const at = columns.findIndex(({ title }) => title === "params vs softmax");
  expect(rows[0]!.cells.slice(at)).toEqual(["–", "–"]);
  expect(notes).toContain("No softmax on listops: sizes have nothing to be compared with there.");
});

test("rows of other data or lengths say so", () => {
  const records = [
    on("listops", "softmax", 0, 800, { deviation: "easier: depth 3", remarks: ["40 % are cut"] }),
    on("text", "softmax", 0, 800, { selection: "last" }),
  ];
  expect(summarySheet(of(records)).subtitles).toEqual([
    "tokens: listops 64, text 256",
    "weights: listops best on validation, text last",
    "listops: easier: depth 3; 40 % are cut",
    "Example CPU · 2 cores · 8.00 GiB · linux 6.1 x64",
  ]);
});

describe("published numbers", () => {
  const small = published.filter(({ protocols }) => protocols.includes("nystromformer"));
  const records = tasksArena.map((record) => ({
    ...record,
    cell: makeCell({ ...record.cell, protocol: "nystromformer" }),
  }));
  const beside = summarySheet(of(records), small);

  test("stand below our row of the same variant, the others at the end, without a rank", () => {
    const names = beside.rows.map(({ cells }) => cells[1]);
    expect(names).toEqual([
      "linear",
      "local",
      "softmax",
      "Transformer, published [1]",
      "luna",
      "bigbird",
      "linformer",
      "Linformer, published [1]",
      "Reformer, published [1]",
      "Performer, published [1]",
      "Nyströmformer, published [1]",
    ]);
    const [, , , theirs] = beside.rows;
    // its average is of five tasks, of which three are in view
    expect(theirs!.cells.slice(0, 7)).toEqual([
      "",
      "Transformer, published [1]",
      "37.10",
      "65.02",
      "38.20",
      "–",
      "",
    ]);
    expect(theirs!.tone).toBe("faint");
  });

  test("come with their source and what is not comparable", () => {
    const said = beside.notes.filter((note) => note.startsWith("[1] "));
    expect(said).toEqual([`[1] ${small[0]!.source}: ${small[0]!.caveat}.`]);
    expect(beside.notes.at(-1)).toContain("they take no part in ranks");
    expect(sheet.notes.join()).not.toContain("published");
  });

  test("keep their average where all its tasks are in view", () => {
    const five = ["listops", "text", "retrieval", "image", "pathfinder"];
    const { rows, columns } = summarySheet(
      of(five.map((task) => on(task, "softmax", 0, 900))),
      small,
    );
    const at = columns.findIndex(({ title }) => title === "average");
    expect(rows[1]!.cells[at]).toBe("58.77");
  });

  test("are left out where they have none of the tasks", () => {
    const { rows, notes } = summarySheet(of([on("pathx", "softmax", 0, 1200)]), small);
    expect(rows).toHaveLength(1);
    expect(notes.join()).not.toContain("[1]");
  });

  test("as tables of their own they are as printed", () => {
    const { title, rows, notes } = publishedSheet(published[0]!);
    expect(title).toBe("published: the benchmark's paper");
    expect(rows[0]!.cells).toEqual([
      "Transformer",
      ...["36.37", "64.27", "57.46", "42.44", "71.40", "FAIL", "54.39", ""],
    ]);
    expect(notes[0]).toMatch(/^Not comparable as it stands: 4 × 4 TPU v3/);
  });
});

test("names from outside stay on their line and in their cell", () => {
  const variant = "a|b<i>\n*c*\u001b[2J_d_";
  const own = { cell: { variant, variantSha256: "a".repeat(64) } };
  const hostile = summarySheet(of([on("listops", "x", 0, 800, own)]));
  const text = terminal([hostile]);
  expect(text).toContain("  a|b<i> *c*_d_  ");
  expect(sheetsMarkdown([hostile])).toContain("| a\\|b&lt;i> \\*c\\*\\_d\\_ |");
});
