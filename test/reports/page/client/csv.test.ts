import { stringify } from "csv-stringify/sync";
import { expect, test } from "vitest";
import { csvText } from "../../../../reports/page/client/csv.ts";

test("the page writes CSV as the command does, letter for letter", () => {
  const rows = [
    ["variant", "accuracy %"],
    ["softmax", "45.3 (43.1–47.4)"],
    ["=HYPERLINK(1)", "+1"],
    ["-1+2", "@SUM(1)"],
    ["＝1", "＋1"],
    ["－1", "＠1"],
    ["\t=1", "\r=1"],
    ['say "no", twice', "two\nlines"],
    ['=A1,"', "-"],
    ["", ""],
    [-0.125, 1.5e-7],
  ];
  expect(csvText(rows)).toBe(stringify(rows, { escape_formulas: true }));
});

test("an apostrophe stands before texts alone: a negative number stays one", () => {
  expect(csvText([["-80 to -12 %", -80.25]])).toBe("'-80 to -12 %,-80.25\n");
});
