import { expect, test } from "vitest";
import { leaderboard, markdown } from "../../reports/index.ts";
import { arena } from "../support/arena.ts";
import { sampleRecord, scored } from "../support/records.ts";

test("a heading, a table and notes", () => {
  expect(`\n${markdown(leaderboard(arena))}`).toMatchInlineSnapshot(`
    "
    ### listops · quick · length 64 · cpu · best-validation weights · 2 seeds

    easier: depth 3

    Example CPU · 2 cores · 8.00 GiB · linux 6.1 x64

    | \\# | variant | accuracy % (95 %) | seed sd | examples/s | step ms | memory | parameters | GFLOP/step | outcome |
    | --: | :-- | --: | --: | --: | --: | --: | --: | --: | :-- |
    | 1–2 | softmax | 45.3 (43.1–47.4) | 0.4 | 320 | 100 | 300 MiB | 123 k | 1.20 | ok |
    | 1–3 | linear map=elu | 42.4 (40.3–44.6) | 0.1 | 4507 | 7.10 | 300 MiB | 123 k | 1.20 | ok |
    | 2–3 | local | 39.0 (36.9–41.2) | 0.0 | 320 | 100 | 300 MiB | 123 k | 1.20 | ok |
    |  | majority class | 17.5 |  |  |  |  |  |  | baseline |
    | 4 | fourier | 17.0 (15.4–18.7) | 0.0 | 320 | 100 | 300 MiB | 123 k | 1.20 | chance |
    | – | bigbird | – | – | – | – | – | 123 k | 1.20 | unsupported |
    | – | linformer | – | – | 320 | 100 | 300 MiB | 123 k | 1.20 | ok 1, timeout 1 |
    | – | performer | – | – | – | – | – | 123 k | 1.20 | invalid |
    | – | reformer | – | – | – | – | – | 123 k | 1.20 | crash |
    | – | transformer-xl | – | – | – | – | – | 123 k | 1.20 | oom |

    - Nobody is first: softmax, linear map=elu are not told apart, at 95 %. Ranks count how seeds differ too, intervals of accuracy the test examples alone.
    - bigbird: unsupported: length must be at least 128: got 64
    - linformer: timeout: stopped after 10 min 0 s at step 120
    - performer: invalid: loss is NaN at step 3
    - reformer: crash: SIGSEGV; worker died
    - transformer-xl: oom: over 2.00 GiB
    "
  `);
});

test("every row has a cell for each column", () => {
  const rows = markdown(leaderboard(arena))
    .split("\n")
    .filter((line) => line.startsWith("|"));
  expect(rows.map((row) => row.split("|").length)).toEqual(rows.map(() => 12));
});

test("names are shown as they are: no cell ends, no HTML, no link, no code", () => {
  const variant = "a|b<img src=x>&`c`[d](e)*f*_g_\\";
  const text = markdown(leaderboard([scored(variant, 0, 800)]));
  expect(text).toContain("| a\\|b&lt;img src=x>&amp;\\`c\\`\\[d\\](e)\\*f\\*\\_g\\_\\\\ |");
});

test("addresses, people and issues in names are no links", () => {
  const variant = "https://evil.example/@octocat WWW.evil.example ftp://a a@b.example #1 # GH-1";
  const text = markdown(leaderboard([scored(variant, 0, 800)]));
  expect(text).toContain(
    "| https:\u200b//evil.example/@\u200boctocat WWW.\u200bevil.example ftp:\u200b//a a@\u200bb.example \\#\u200b1 \\# GH-\u200b1 |",
  );
});

test("a reason of several lines stays one note", () => {
  const outcome = { kind: "invalid", reason: "bad\n# worse" } as const;
  expect(markdown(leaderboard([sampleRecord({ outcome })]))).toContain(
    "\n- softmax: invalid: bad \\# worse\n",
  );
});

test("two boards stand one below the other, no boards are no text", () => {
  const two = leaderboard([sampleRecord(), sampleRecord({ cell: { length: 128 } })]);
  expect(markdown(two).match(/^### /gm)).toHaveLength(2);
  expect(markdown(two)).toContain("\n\n### listops · quick · length 128");
  expect(markdown([])).toBe("");
});
