import { expect, test } from "vitest";
import { tasks } from "../../../tasks/index.ts";
import { print } from "../../../tasks/listops/expression.ts";

const few = { trainExamples: 40, validationExamples: 5, testExamples: 5 };
const short = { ...few, minLength: 10, maxLength: 64, maxDepth: 4, seed: 1 };

test("committed fingerprints: another one means other data, and a higher version", () => {
  expect(tasks.listops.version).toBe(1);
  expect(tasks.listops.generate(few).fingerprint).toBe(
    "87ca4b839284ff6f26f1f95c160ee36d13741144ba5a2bf8746e1b04681de15c",
  );
  expect(tasks.listops.generate(short).fingerprint).toBe(
    "d056cc5b822dbf217482fa5bf591b846bf06032783bd0c94c912298eed8aecca",
  );
});

test("the first and the third short example, written out", () => {
  const { labels, tokens } = tasks.listops.generate(short).splits.train;
  const written = (i: number) => [print(tokens(i)[0] as Uint8Array), labels[i]];
  expect(written(0)).toEqual([
    "( ( ( ( ( ( ( ( ( ( [MIN 5 ) 5 ) 3 ) 6 ) 8 ) 1 ) 9 ) 5 ) 4 ) ] )",
    1,
  ]);
  expect(written(2)).toEqual([
    "( ( ( ( ( ( ( [SM 0 ) 3 ) 3 ) 0 ) 2 ) ( ( ( ( [MIN ( ( ( ( ( ( ( ( ( ( [MIN 3 ) 7 ) 0 ) 5 ) 8 ) 3 ) 5 ) 0 ) 2 ) ] ) ) 6 ) ( ( ( [MAX 6 ) 7 ) ] ) ) ] ) ) ] )",
    8,
  ]);
});

test("the splits are cuts of one stream", () => {
  const long = tasks.listops.generate({ ...short, trainExamples: 50 }).splits.train;
  const { train, validation, test: last } = tasks.listops.generate(short).splits;
  expect(long.tokens(0)).toEqual(train.tokens(0));
  expect(long.tokens(40)).toEqual(validation.tokens(0));
  expect(long.tokens(49)).toEqual(last.tokens(4));
  expect([...long.labels]).toEqual([...train.labels, ...validation.labels, ...last.labels]);
});

test("lengths keep within both excluded bounds, and reach them", () => {
  const { train } = tasks.listops.generate({ ...short, trainExamples: 2000, maxLength: 20 }).splits;
  const lengths = Array.from({ length: train.count }, (_, i) => train.tokens(i)[0]!.length);
  expect(Math.min(...lengths)).toBe(11);
  expect(Math.max(...lengths)).toBe(19);
});
