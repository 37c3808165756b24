import { expect, test } from "vitest";
import { tasks } from "../../../tasks/index.ts";
import { print } from "../../../tasks/listops/expression.ts";
import { generated } from "../../support/generated.ts";

const few = { trainExamples: 40, validationExamples: 5, testExamples: 5 };
const short = { ...few, minLength: 10, maxLength: 64, maxDepth: 4, seed: 1 };

test("committed fingerprints: another one means other data, and a higher version", () => {
  expect(tasks.listops.version).toBe(1);
  expect(generated(tasks.listops, few).fingerprint).toBe(
    "caee32d361e6a1f0b7178e93ae0bd13a55544a05586ace97bf7d0041254efcef",
  );
  expect(generated(tasks.listops, short).fingerprint).toBe(
    "8dbeb87c7d33f3e8165cdcfddc97d091d5cb006bdd16f0c9b590bc2c56a9c5ad",
  );
});

test("the first and the third short example, written out", () => {
  const { labels, tokens } = generated(tasks.listops, short).splits.train;
  const written = (i: number) => [print(tokens(i)[0]!), labels[i]];
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
  const long = generated(tasks.listops, { ...short, trainExamples: 50 }).splits.train;
  const { train, validation, test: last } = generated(tasks.listops, short).splits;
  expect(long.tokens(0)).toEqual(train.tokens(0));
  expect(long.tokens(40)).toEqual(validation.tokens(0));
  expect(long.tokens(49)).toEqual(last.tokens(4));
  expect([...long.labels]).toEqual([...train.labels, ...validation.labels, ...last.labels]);
});

test("lengths keep within both excluded bounds, and reach them", () => {
  const { train } = generated(tasks.listops, {
    ...short,
    trainExamples: 2000,
    maxLength: 20,
  }).splits;
  const lengths = Array.from({ length: train.count }, (_, i) => train.tokens(i)[0]!.length);
  expect(Math.min(...lengths)).toBe(11);
  expect(Math.max(...lengths)).toBe(19);
});
