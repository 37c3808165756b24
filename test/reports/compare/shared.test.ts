import { expect, test } from "vitest";
import { compare } from "../../../reports/compare/index.ts";
import { comparisonSheet, usual } from "../../../reports/index.ts";
import { run } from "../../support/compared.ts";

const names = Array.from({ length: 12 }, (_, i) => `variant ${i}`);
const all = (speed: (i: number) => number) =>
  names.map((name, i) => run(name, 0, { speed: 2 * speed(i) }));
const base = all(() => 1);

test("what most cells share is told, and by how much", () => {
  const { shared } = compare(
    base,
    all(() => 0.94),
  );
  expect(shared.map(({ measure }) => measure)).toEqual(["training speed", "inference speed"]);
  const [training] = shared;
  expect(training!.gain).toBeCloseTo(-0.06, 1);
  expect([training!.cells, training!.of]).toEqual([12, 12]);
  const { subtitles } = comparisonSheet(
    compare(
      base,
      all(() => 0.94),
    ),
    false,
  );
  expect(subtitles.join("\n")).toMatch(
    /training speed changed in common, -\d\.\d\d % in the median, likewise in 12 of 12 cells: by the machine, or by what all are made of/,
  );
});

test("nothing is told of cells that differ each for themselves, of few, or of two variants", () => {
  expect(
    compare(
      base,
      all((i) => (i % 2 === 0 ? 0.9 : 1.1)),
    ).shared,
  ).toEqual([]);
  expect(compare(base.slice(0, 6), all(() => 0.94).slice(0, 6)).shared).toEqual([]);
  expect(
    compare(
      base,
      all(() => 0.94),
      { ...usual, by: "variant" },
    ).shared,
  ).toEqual([]);
});
