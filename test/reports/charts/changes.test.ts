import { expect, test } from "vitest";
import { changesPicture, compare } from "../../../reports/index.ts";
import { run, runs, variants } from "../../support/compared.ts";

test("a line a figure, worst first, red where it is worse, with its interval", () => {
  const candidate = runs((variant) => (variant === "linear" ? { speed: 1.4 } : {}));
  const comparison = compare(runs(), candidate);
  const { datasets, scales, lines } = changesPicture(comparison);
  const labels = scales.y!.labels!;
  expect(labels.slice(0, 2).toSorted()).toEqual([
    "listops 64 linear: inference speed",
    "listops 64 linear: training speed",
  ]);
  expect(labels).toHaveLength(3 * variants.length);
  expect(lines).toBe(labels.length);
  const points = datasets.filter(({ type }) => type === "bubble");
  expect(points.map(({ data }) => data[0]!.y)).toEqual(labels.map((_, line) => line));
  expect(points[0]!.data[0]!.x).toBeLessThan(-20);
  expect(points.map(({ borderColor }) => borderColor === "#c0392b")).toEqual(
    labels.map((_, line) => line < 2),
  );
  expect(points[0]!.data[0]!.facts![0]).toMatch(
    /^listops 64 linear: (training|inference) speed: worse by [23]\d\.\d %$/,
  );
  const [, bar] = datasets;
  const finding = comparison.findings.find(
    ({ gain }) => gain !== null && 100 * gain === points[0]!.data[0]!.x,
  );
  expect(bar!.data.map(({ x }) => x / 100)).toEqual([
    finding!.interval!.low,
    finding!.interval!.high,
  ]);
});

test("of a long list the lines furthest from no change are shown, and that is said", () => {
  const many = Array.from({ length: 30 }, (_, i) => i);
  const side = (speed: (i: number) => number) =>
    many.map((i) => run(`v${i}`, 0, { speed: speed(i) }));
  const { scales, notes } = changesPicture(
    compare(
      side(() => 2),
      side((i) => (i === 7 ? 1 : 2)),
    ),
  );
  expect(scales.y!.labels).toHaveLength(40);
  expect(scales.y!.labels!.slice(0, 2).every((label) => label.includes(" v7:"))).toBe(true);
  expect(notes.at(-1)).toBe("40 of 90 shown, those furthest from no change");
});

test("a long variant is shortened at the axis, which keeps its measure, and whole in the words", () => {
  const name = "a-variant-of-a-name-that-is-far-too-long";
  const side = (speed: number) => ["softmax", name].map((variant) => run(variant, 0, { speed }));
  const { scales, datasets } = changesPicture(compare(side(2), side(1)));
  const labels = scales.y!.labels!;
  expect(labels).toContain("listops 64 a-variant-of-a-name-that-is…: training speed");
  const facts = datasets.flatMap(({ data }) => data.flatMap(({ facts = [] }) => facts));
  expect(facts.join()).toContain(`listops 64 ${name}: training speed: `);
});
