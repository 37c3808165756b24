import { expect, test } from "vitest";
import type { Outcome } from "../../records/index.ts";
import {
  controlSheets,
  controls,
  csv,
  leaderboard,
  page,
  sheetsTerminal,
} from "../../reports/index.ts";
import { bookOf, namedCells } from "../../reports/page/book.ts";
import { sampleRecord, sampleResult, sampleTest } from "../support/records.ts";

const atChance = sampleResult({ best: sampleTest({ correct: 352 }) });
const leak = "a model trained on shuffled labels answered 900 of 2000 right: labels leak";

const control = (seed: number, outcome: Outcome) =>
  sampleRecord({ cell: { seed, control: "shuffle", variantOptions: { r: 64 } }, outcome });
const records = [
  sampleRecord(),
  control(0, { kind: "chance", result: atChance }),
  control(1, { kind: "invalid", reason: leak }),
  control(2, { kind: "timeout", afterMs: 1000, step: 3 }),
];
const found = controls(records);

test("controls are told apart from the rest, each with its verdict", () => {
  expect(found.map(({ record, verdict }) => [record.cell.seed, verdict])).toEqual([
    [0, "control: at chance, as it must"],
    [1, `control: invalid: ${leak}`],
    [2, "control: timeout: stopped after 1.0 s at step 3"],
  ]);
});

test("they stand on no board, not even with options and seeds of a row of it", () => {
  const [board, ...others] = leaderboard(records);
  expect(others).toEqual([]);
  expect(board!.rows.flatMap((row) => row.records)).toEqual([records[0]]);
  expect(leaderboard(records.slice(1))).toEqual([]);
});

test("they have a table of their own", () => {
  expect(`\n${sheetsTerminal(controlSheets(found), Infinity, false)}`).toMatchInlineSnapshot(`
    "
    controls: trained on shuffled labels, with nothing to learn

    task     variant       protocol  length  device  seed  accuracy %  majority %  verdict
    listops  softmax r=64  quick         64  cpu        0        17.6        17.5  control: at chance, as it must
    listops  softmax r=64  quick         64  cpu        1           –           –  control: invalid: a model trained on shuffled labels answered 900 of 2000 right: labels leak
    listops  softmax r=64  quick         64  cpu        2           –           –  control: timeout: stopped after 1.0 s at step 3
    "
  `);
  expect(controlSheets([])).toEqual([]);
  expect(controlSheets(found)[0]!.rows.map(({ tone }) => tone)).toEqual([
    "plain",
    "missing",
    "missing",
  ]);
});

test("the page shows them below the boards, and says so in their details", () => {
  const text = page(records, leaderboard(records));
  const section = /<h2>Controls<\/h2>[\s\S]*?<\/section>/.exec(text)![0];
  expect(section).toContain(">control: at chance, as it must</td>");
  expect(section.match(/<tr class="missing"/g)).toHaveLength(2);
  const { cells, texts } = bookOf(namedCells(records));
  const saidOf = Object.values(cells).map(({ title, subjects }) => ({
    title,
    said: subjects.flatMap(({ facts }) => facts.map((fact) => texts[fact])),
  }));
  const told = saidOf.filter(({ said }) => said.includes("training labels shuffled"));
  expect(told.map(({ title }) => title)).toEqual(
    [0, 1, 2].map((seed) => `listops · softmax r=64 · seed ${seed} · control`),
  );
  expect(page(records.slice(0, 1), leaderboard(records))).not.toContain("<h2>Controls</h2>");
});

test("CSV has the kind of control in a column", () => {
  const [names, ...lines] = csv(records).split("\n");
  const at = names!.split(",").indexOf("control");
  expect(lines[0]!.split(",")[at]).toBe("");
  expect(csv(records.slice(1)).match(/,shuffle,/g)).toHaveLength(3);
});
