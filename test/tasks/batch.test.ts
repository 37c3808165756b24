import { expect, test } from "vitest";
import { makeBatch } from "../../tasks/batch.ts";
import type { Examples } from "../../tasks/task.ts";

/** Three examples of two towers, one with an empty document. */
const documents = [
  [Uint8Array.of(5, 6), Uint8Array.of(7)],
  [Uint8Array.of(1, 2, 3, 4), Uint8Array.of()],
  [Uint8Array.of(9), Uint8Array.of(8, 8, 8)],
];
const examples: Examples = {
  count: 3,
  labels: Uint8Array.of(2, 0, 1),
  tokens: (i) => documents[i]!,
};

test("pads with 0, cuts at n, keeps the order asked for, and leaves no row masked throughout", () => {
  const batch = makeBatch(examples, [2, 1], { rows: 3, towers: 2, length: 3 });
  expect(batch.count).toBe(2);
  expect([...batch.labels]).toEqual([1, 0, 0]);
  // biome-ignore format: one line a document
  expect([...batch.tokens]).toEqual([
    9, 0, 0,  8, 8, 8,
    1, 2, 3,  0, 0, 0,
    0, 0, 0,  0, 0, 0,
  ]);
  // biome-ignore format: one line a document
  expect([...batch.mask]).toEqual([
    1, 0, 0,  1, 1, 1,
    1, 1, 1,  1, 0, 0,
    1, 0, 0,  1, 0, 0,
  ]);
});

test("an id of 0 inside a document is a token, not padding", () => {
  const pixels: Examples = { ...examples, tokens: () => [Uint8Array.of(255, 0)] };
  const batch = makeBatch(pixels, Int32Array.of(0), { rows: 1, towers: 1, length: 3 });
  expect([...batch.tokens]).toEqual([255, 0, 0]);
  expect([...batch.mask]).toEqual([1, 1, 0]);
});

test("refuses more examples than rows", () => {
  expect(() => makeBatch(examples, [0, 1, 2], { rows: 2, towers: 2, length: 3 })).toThrow(
    "makeBatch: indices must fit the batch: got 3 for 2 rows.",
  );
});
