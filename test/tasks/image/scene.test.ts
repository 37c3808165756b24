import { expect, test } from "vitest";
import { figures } from "../../../tasks/image/figures.ts";
import { options } from "../../../tasks/image/options.ts";
import { type Scene, sketch, type Thing } from "../../../tasks/image/scene.ts";
import { stream } from "../../../tasks/rng.ts";
import { expectMean, expectRange } from "./estimates.ts";

const scenesOf = (given: object): readonly Scene[] => {
  const rng = stream(0, "scenes");
  return Array.from({ length: 10_000 }, () => sketch(figures.star, options.parse(given), rng));
};
const figureOf = ({ things }: Scene): Thing => things.at(-1)!;
const contrastOf = (scene: Scene): number => figureOf(scene).level - scene.ground.level;
const column = (things: readonly Thing[], key: "x" | "y" | "radius" | "angle" | "level") =>
  things.map((thing) => thing[key]);

const scenes = scenesOf({ clutter: 0.1 });

test("the figure is whole, in any place and of any size and angle", () => {
  const all = scenes.map(figureOf);
  expect(all.filter(({ figure }) => figure !== figures.star)).toEqual([]);
  const reaches = all.map(
    ({ x, y, radius }) => Math.max(Math.abs(x - 0.5), Math.abs(y - 0.5)) + radius,
  );
  expect(Math.max(...reaches)).toBeLessThan(0.5 + 1e-9);
  expectMean("x", column(all, "x"), 0.5);
  expectMean("y", column(all, "y"), 0.5);
  expectMean("radius", column(all, "radius"), 0.38);
  expectRange("radius", column(all, "radius"), 0.3, 0.46);
  expectRange("angle", column(all, "angle"), -Math.PI, Math.PI);
});

test("it is as often dark on light as light on dark, and never faint", () => {
  const contrasts = scenes.map(contrastOf);
  expectMean("contrast", contrasts, 0);
  expectMean("strength", contrasts.map(Math.abs), 0.5);
  expect(Math.min(...contrasts.map(Math.abs))).toBeGreaterThan(0.26);
});

test("pieces of two kinds lie anywhere behind it, no lighter and no darker than both", () => {
  const pieces = scenes.flatMap(({ things }) => things.slice(0, -1));
  expect(pieces).toHaveLength(2 * scenes.length);
  expectRange("x", column(pieces, "x"), 0, 1);
  expectRange("y", column(pieces, "y"), 0, 1);
  expectRange("radius", column(pieces, "radius"), 0.05, 0.14);
  const first = pieces[0]!.figure;
  const isFirst = pieces.map(({ figure }) => Number(figure === first));
  expectMean("kind", isFirst, 0.5);

  const shares = scenes.flatMap((scene) =>
    scene.things.map(({ level }) => (level - scene.ground.level) / contrastOf(scene)),
  );
  expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...shares)).toBeLessThanOrEqual(1);
});

test.each([
  [0, 0],
  [0.5, 12],
  [1, 24],
])("clutter %d: %d pieces", (clutter, count) => {
  expect(scenesOf({ clutter })[0]!.things).toHaveLength(count + 1);
});

test("less variety is less of it all", () => {
  const half = scenesOf({ variety: 0.5, clutter: 0 });
  expectRange("radius", column(half.map(figureOf), "radius"), 0.34, 0.42);
  expectRange("angle", column(half.map(figureOf), "angle"), -Math.PI / 2, Math.PI / 2);
  const isDark = half.map((scene) => Number(contrastOf(scene) < 0));
  expectMean("dark on light", isDark, 0.25);
});

test("no variety and no clutter are one scene", () => {
  const figure = { figure: figures.star, x: 0.5, y: 0.5, radius: 0.38, angle: 0, level: 0.75 };
  const still = { ground: { level: 0.25, across: 0, down: 0 }, things: [figure] };
  const [first, second] = scenesOf({ variety: 0, clutter: 0 });
  expect(first).toEqual(still);
  expect(second).toEqual(still);
});
