import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { leaderboard, terminal } from "../../reports/index.ts";
import { arena } from "../support/arena.ts";
import { sampleRecord, scored } from "../support/records.ts";

const boards = leaderboard(arena);
const rowOf = (text: string, name: string) => text.split("\n").find((line) => line.includes(name));

test("all columns", () => {
  expect(`\n${terminal(boards, Infinity, false)}`).toMatchInlineSnapshot(`
    "
    listops · quick · length 64 · cpu · best-validation weights · 2 seeds
    easier: depth 3
    Example CPU · 2 cores · 8.00 GiB · linux 6.1 x64

      #  variant         accuracy % (95 %)  seed sd  examples/s  step ms   memory  parameters  GFLOP/step  outcome
    1–2  softmax          45.3 (43.1–47.4)      0.4         320      100  300 MiB       123 k        1.20  ok
    1–3  linear map=elu   42.4 (40.3–44.6)      0.1        4507     7.10  300 MiB       123 k        1.20  ok
    2–3  local            39.0 (36.9–41.2)      0.0         320      100  300 MiB       123 k        1.20  ok
         majority class               17.5                                                                 baseline
      4  fourier          17.0 (15.4–18.7)      0.0         320      100  300 MiB       123 k        1.20  chance
      –  bigbird                         –        –           –        –        –       123 k        1.20  unsupported
      –  linformer                       –        –         320      100  300 MiB       123 k        1.20  ok 1, timeout 1
      –  performer                       –        –           –        –        –       123 k        1.20  invalid
      –  reformer                        –        –           –        –        –       123 k        1.20  crash
      –  transformer-xl                  –        –           –        –        –       123 k        1.20  oom

    Nobody is first: softmax, linear map=elu are not told apart, at 95 %. Ranks count how seeds differ too, intervals of accuracy the test examples alone.
    bigbird: unsupported: length must be at least 128: got 64
    linformer: timeout: stopped after 10 min 0 s at step 120
    performer: invalid: loss is NaN at step 3
    reformer: crash: SIGSEGV; worker died
    transformer-xl: oom: over 2.00 GiB
    "
  `);
});

test("80 columns", () => {
  expect(`\n${terminal(boards, 80, false)}`).toMatchInlineSnapshot(`
    "
    listops · quick · length 64 · cpu · best-validation weights · 2 seeds
    easier: depth 3
    Example CPU · 2 cores · 8.00 GiB · linux 6.1 x64

      #  variant         accuracy % (95 %)  examples/s   memory  outcome
    1–2  softmax          45.3 (43.1–47.4)         320  300 MiB  ok
    1–3  linear map=elu   42.4 (40.3–44.6)        4507  300 MiB  ok
    2–3  local            39.0 (36.9–41.2)         320  300 MiB  ok
         majority class               17.5                       baseline
      4  fourier          17.0 (15.4–18.7)         320  300 MiB  chance
      –  bigbird                         –           –        –  unsupported
      –  linformer                       –         320  300 MiB  ok 1, timeout 1
      –  performer                       –           –        –  invalid
      –  reformer                        –           –        –  crash
      –  transformer-xl                  –           –        –  oom

    Nobody is first: softmax, linear map=elu are not told apart, at 95 %. Ranks count how seeds differ too, intervals of accuracy the test examples alone.
    bigbird: unsupported: length must be at least 128: got 64
    linformer: timeout: stopped after 10 min 0 s at step 120
    performer: invalid: loss is NaN at step 3
    reformer: crash: SIGSEGV; worker died
    transformer-xl: oom: over 2.00 GiB
    No room for: seed sd, step ms, parameters, GFLOP/step.
    "
  `);
});

test("rows are no wider than asked, and what had no room is named", () => {
  const all = ["seed sd", "examples/s", "step ms", "memory", "parameters", "GFLOP/step"];
  for (let width = 60; width <= 130; width++) {
    const [, , , , header, ...rest] = terminal(boards, width, false).split("\n");
    const rows = [header!, ...rest.slice(0, rest.indexOf(""))];
    expect(Math.max(...rows.map((row) => row.length))).toBeLessThanOrEqual(width);
    const gone = rest.find((line) => line.startsWith("No room for: ")) ?? "";
    for (const title of all) expect(header!.includes(title)).toBe(!gone.includes(title));
  }
});

test("numbers end below each other", () => {
  const [, , , , header, ...rest] = terminal(boards, Infinity, false).split("\n");
  const ends = rest.filter((line) => line.includes("123 k")).map((line) => line.indexOf(" k") + 2);
  expect(ends).toEqual(Array(9).fill(header!.indexOf("parameters") + "parameters".length));
});

test("a seed that failed leaves words and a dash, never a zero", () => {
  const failed = sampleRecord({
    cell: { seed: 1 },
    outcome: { kind: "oom", reason: "over 2 GiB", peakRssBytes: null },
  });
  const text = terminal(leaderboard([sampleRecord(), failed]), Infinity, false);
  expect(rowOf(text, "ok 1, oom 1")?.trim()).toMatch(/^– {2}softmax +– +– +320 +100 +300 MiB/);
  expect(text).toContain("\nsoftmax: oom: over 2 GiB\n");
  expect(text).not.toMatch(/\b0\.0\b/);
});

test("a reason names the row that it belongs to", () => {
  const outcome = { kind: "unsupported", reason: "too short" } as const;
  const record = sampleRecord({ cell: { variantOptions: { block: 64 } }, outcome });
  const text = terminal(leaderboard([record]), Infinity, false);
  expect(text).toContain("\nsoftmax block=64: unsupported: too short\n");
});

test("a row with fewer seeds than others says so", () => {
  const text = terminal(
    leaderboard([scored("linear", 0, 800), scored("linear", 1, 800), scored("softmax", 0, 810)]),
    Infinity,
    false,
  );
  expect(rowOf(text, "softmax")).toMatch(/ok 1 of 2$/);
  expect(rowOf(text, "linear")).toMatch(/ok$/);
});

test("the title names options, overrides and how the data are easier", () => {
  const record = sampleRecord({
    cell: { taskOptions: { depth: 3 }, overrides: { steps: 50 } },
    deviation: "easier: depth 3",
    selection: "last",
  });
  expect(
    terminal(leaderboard([record]), Infinity, false)
      .split("\n")
      .slice(0, 3),
  ).toEqual([
    "listops depth=3 · quick with steps=50 · length 64 · cpu · last weights · 1 seed",
    "easier: depth 3",
    "Example CPU · 2 cores · 8.00 GiB · linux 6.1 x64",
  ]);
});

test("rows that were not measured alike are said to be so", () => {
  const provider = { name: "cpu", threads: 1, optimization: "all", adapter: null, peaks: null };
  const text = terminal(
    leaderboard([sampleRecord(), scored("linear", 0, 800, { provider })]),
    80,
    false,
  );
  expect(text).toContain("\nCompare with care, rows were not measured alike: threads 1, 2.\n");
});

test("colour changes nothing but the colour", () => {
  const coloured = terminal(boards, 80, true);
  expect(coloured).toContain("\u001b[33m  4  fourier");
  const first = leaderboard([scored("softmax", 0, 900), scored("local", 0, 780)]);
  expect(terminal(first, 80, true)).toContain("\u001b[32m1  softmax");
  expect(stripVTControlCharacters(coloured)).toBe(terminal(boards, 80, false));
  expect(terminal(boards, 80, false)).not.toContain("\u001b");
});

test("text in a record cannot steer the terminal", () => {
  const outcome = { kind: "invalid", reason: "\u001b[2Jbad\nworse" } as const;
  const text = terminal(leaderboard([sampleRecord({ outcome })]), 80, false);
  expect(text).toContain("\nsoftmax: invalid: bad worse\n");
});

test("two boards stand one below the other, no boards are no text", () => {
  const two = leaderboard([sampleRecord(), sampleRecord({ cell: { length: 128 } })]);
  expect(terminal(two, 80, false)).toBe(
    two.map((board) => terminal([board], 80, false)).join("\n"),
  );
  expect(terminal([], 80, false)).toBe("");
});
