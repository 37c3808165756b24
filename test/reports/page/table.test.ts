import { expect, test } from "vitest";
import {
  changesSheet,
  compare,
  comparisonSheet,
  history,
  trendsSheet,
} from "../../../reports/index.ts";
import { numberIn, sheetMarkup } from "../../../reports/page/table.ts";
import type { Sheet } from "../../../reports/sheet.ts";
import { runs } from "../../support/compared.ts";
import { nights } from "../../support/nights.ts";

test.each([
  ["*47.7 ± 1.3", 47.7],
  ["chance 8.7", 8.7],
  ["< 1 %", 1],
  ["> 99 %", 99],
  ["−50 %", -50],
  ["-9.80 %", -9.8],
  ["+1.3 to +5.3 %", 1.3],
  ["< 0.0001", 0.0001],
  ["~1.93 (1.85–2.01)", 1.93],
  ["1.5e-3", 0.0015],
  ["1.23 k", 1230],
  ["812 MiB", 812 * 2 ** 20],
  ["5.3x", 5.3],
  ["–", null],
  ["– timeout 1 of 3", null],
  ["always", null],
  ["", null],
])("a number in a text: %s", (text, number) => {
  expect(numberIn(text)).toBe(number);
});

const sheet: Sheet = {
  title: "t",
  subtitles: [],
  columns: [
    { title: "variant", isNumber: false, goes: null },
    { title: "gain", isNumber: true, goes: null },
  ],
  rows: [
    { cells: ["1 linear", "*+0.560 %"], values: [null, 0.56012], tone: "plain" },
    { cells: ["local", "chance 0.1"], values: [null, null], tags: { task: "text" }, tone: "plain" },
    { cells: ["softmax", "−2.5 %"], tone: "plain" },
  ],
  notes: [],
};

test("a sheet sorts by its values, by its texts where it has none, and is tagged with what it is of", () => {
  const rows = sheetMarkup(sheet).markup.match(/<tr class.*<\/tr>/g);
  expect(rows).toEqual([
    '<tr class="plain" data-variant="1 linear"><th scope="row" class="text" data-value="1 linear">1 linear</th><td class="number" data-value="0.56012">*+0.560 %</td></tr>',
    '<tr class="plain" data-task="text"><th scope="row" class="text" data-value="local">local</th><td class="number" data-value="">chance 0.1</td></tr>',
    '<tr class="plain" data-variant="softmax"><th scope="row" class="text" data-value="softmax">softmax</th><td class="number" data-value="-2.5">−2.5 %</td></tr>',
  ]);
});

test("trends have the newest value in its unit, in percent of a share, and their nights", () => {
  const { rows } = trendsSheet(history(nights(4)), true);
  const all = rows.map(({ cells, values }) => [cells[2], values!.filter((one) => one !== null)]);
  expect(all.find(([measure]) => measure === "accuracy")).toEqual(["accuracy", [43, 4]]);
  for (const { cells, values } of rows) expect(values).toHaveLength(cells.length);
});

test("what a sheet gives as a value is what its text says, but for rounding", () => {
  const candidate = runs((variant) => (variant === "linear" ? { speed: 1.4 } : {}));
  const slower = nights(24, (night) => ({ speed: night < 10 ? 2 : 1 }));
  const sheets = [
    comparisonSheet(compare(runs(), candidate), true),
    changesSheet(history(slower), true),
  ];
  for (const { columns, rows } of sheets) {
    expect(rows.length).toBeGreaterThan(0);
    for (const { cells, values } of rows) {
      for (const [i, { isNumber }] of columns.entries()) {
        const said = isNumber ? numberIn(cells[i]!) : null;
        if (said === null) expect(values![i]).toBeNull();
        else
          expect(Math.abs(values![i]! - said)).toBeLessThanOrEqual(0.0005 + 0.006 * Math.abs(said));
      }
    }
  }
});
