import { expect, test } from "vitest";
import { cellPictures, renderPng } from "../../../reports/index.ts";
import { answered } from "../../support/gallery.ts";
import { sampleRecord } from "../../support/records.ts";

const [memory, confusion, calibration] = cellPictures(answered()).map(({ picture }) => picture);

test("a confusion matrix has a tile a class and answer, each with its share of the row", () => {
  expect(confusion!.tiles!.map(({ text, facts }) => [text, ...facts!])).toEqual([
    ["9", "class 0 taken for 0: 9 of 10 (90.0 %)"],
    ["1", "class 0 taken for 1: 1 of 10 (10.0 %)"],
    ["5", "class 1 taken for 0: 5 of 10 (50.0 %)"],
    ["5", "class 1 taken for 1: 5 of 10 (50.0 %)"],
  ]);
  const [, wrong] = confusion!.tiles!;
  expect([wrong!.x, wrong!.y].map(([from, to]) => (from + to) / 2)).toEqual([1, 0]);
  expect(confusion!.scales.y).toMatchObject({ reverse: true, values: [0, 1] });
});

test("calibration has a circle a bin at its confidence and accuracy, and says the expected error", () => {
  // (8 · |0.5 − 0.6| + 12 · |10/12 − 0.95|) / 20
  expect(calibration!.title).toBe("calibration: expected error 11.0 %");
  const [circles] = calibration!.datasets.filter(({ type }) => type === "bubble");
  expect(circles!.data.map(({ x, y }) => [x, y])).toEqual([
    [60, 50],
    [95, expect.closeTo(83.33, 2)],
  ]);
  const [small, large] = circles!.data.map(({ r }) => r! - 4);
  expect((small! / large!) ** 2).toBeCloseTo(8 / 12, 10);
  expect(calibration!.datasets).toHaveLength(4);
});

test("memory is a bar an account, parts of one side by side, accounts never added", () => {
  const mebibyte = 2 ** 20;
  const parts = memory!.tiles!.map(({ x, y, facts }) => [facts![0], x, (y[0] + y[1]) / 2]);
  const [weights, optimiser] = [(4 * 123_456) / mebibyte, (8 * 123_456) / mebibyte];
  const kept = weights + optimiser;
  expect(parts).toEqual([
    ["graph: weights 0.471 MiB", [0, weights], 0],
    ["graph: optimiser 0.942 MiB", [weights, kept], 0],
    ["graph: activations 143 MiB", [kept, kept + 150_000_000 / mebibyte], 0],
    ["runtime: tensors' peak 80 MiB", [0, 80], 1],
    ["runtime: slack 48 MiB", [80, 128], 1],
    ["process: resident 300 MiB", [0, 300], 2],
  ]);
  expect(memory!.scales.y!.labels).toEqual(["graph", "runtime", "process"]);
});

test("a record has the pictures that it has the numbers for", () => {
  const kinds = (record: Parameters<typeof cellPictures>[0]) =>
    cellPictures(record).map(({ kind }) => kind);
  expect(kinds(answered())).toEqual(["memory", "confusion", "calibration"]);
  expect(kinds(sampleRecord())).toEqual(["memory"]);
  expect(kinds(sampleRecord({ outcome: { kind: "timeout", afterMs: 1, step: null } }))).toEqual([]);
});

test("each is drawn, and is data", () => {
  for (const { picture } of cellPictures(answered())) {
    expect(renderPng(picture).length).toBeGreaterThan(10_000);
    expect(JSON.parse(JSON.stringify(picture))).toEqual(picture);
  }
});
