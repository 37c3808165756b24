import { expect, test } from "vitest";
import { image } from "../../../tasks/image/index.ts";
import { splits } from "../../../tasks/index.ts";
import { made } from "./made.ts";

test("committed fingerprints: another one means other data, and a higher version", () => {
  expect(image.version).toBe(1);
  expect(made({}).fingerprint).toBe(
    "4b1dba200811b577b6139663bd6819f8751a55f88762608141cf374660189b49",
  );
  expect(made({ side: 16, variety: 0.25, clutter: 0, seed: 1 }).fingerprint).toBe(
    "eda7b47d91c039bc2a9016406a4e03f4757ea7dc8183462504ff04ecdd32956d",
  );
});

test("a picture of side 8, written out: a light triangle at the left", () => {
  const { labels, tokens } = made({ side: 8 }).splits.train;
  const pixels = tokens(1)[0]!;
  const rows = Array.from({ length: 8 }, (_, row) =>
    pixels.subarray(8 * row, 8 * row + 8).join(" "),
  );
  expect(labels[1]).toBe(3);
  expect(rows).toEqual([
    "75 88 66 59 80 59 59 45",
    "89 71 86 65 54 70 86 77",
    "109 80 87 113 127 72 82 70",
    "178 181 203 189 122 83 88 99",
    "171 181 200 191 107 91 69 52",
    "82 117 190 187 93 73 84 80",
    "84 77 111 111 85 100 60 125",
    "114 78 107 93 114 117 80 86",
  ]);
});

test("every picture is a function of options, split and index alone", () => {
  const { options, plan } = image.generated;
  const generation = plan(options.parse({ side: 16 }));
  if (!("example" in generation)) throw new Error("pictures must be made one by one");
  const { train, validation, test: last } = made({ side: 16 }).splits;
  const later = generation.example("train", 39);
  expect(later.towers).toEqual(train.tokens(39));
  expect(later.label).toBe(train.labels[39]);
  expect(generation.example("validation", 0).towers).toEqual(validation.tokens(0));
  expect(generation.example("test", 4).towers).toEqual(last.tokens(4));
  expect(made({ trainExamples: 7, side: 16 }).splits.train.tokens(6)).toEqual(train.tokens(6));
});

test("splits differ, seeds differ", () => {
  const all = [0, 1].flatMap((seed) => {
    const parts = made({ side: 8, seed }).splits;
    return splits.map((split) => parts[split].tokens(0)[0]!.join());
  });
  expect(new Set(all).size).toBe(6);
});

test.each([8, 16, 32])("side %d: as many tokens as pixels", (side) => {
  const { test: last } = made({ side }).splits;
  for (let i = 0; i < last.count; i++) expect(last.tokens(i)[0]).toHaveLength(side * side);
});
