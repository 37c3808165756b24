import { expect, test } from "vitest";
import { packed } from "../../tasks/packed.ts";

test("gives back what was added, through growth, split at will", () => {
  const kept = packed();
  for (let i = 0; i < 1000; i++) {
    kept.add({ label: i % 7, towers: [new Uint8Array(i).fill(i % 251), Uint8Array.of(i % 5)] });
  }
  const all = kept.examples(0, 1000);
  expect(all.tokens(0)).toEqual([new Uint8Array(0), Uint8Array.of(0)]);
  expect(all.tokens(999)).toEqual([new Uint8Array(999).fill(999 % 251), Uint8Array.of(999 % 5)]);

  const split = kept.examples(300, 303);
  expect(split.count).toBe(3);
  expect([...split.labels]).toEqual([300 % 7, 301 % 7, 302 % 7]);
  expect(split.tokens(1)).toEqual([new Uint8Array(301).fill(301 % 251), Uint8Array.of(301 % 5)]);
});

test("a view stays as it was when more is added", () => {
  const kept = packed();
  kept.add({ label: 0, towers: [Uint8Array.of(1, 2, 3)] });
  const [view] = kept.examples(0, 1).tokens(0);
  for (let i = 0; i < 1000; i++) kept.add({ label: 0, towers: [new Uint8Array(1000).fill(9)] });
  expect([...view!]).toEqual([1, 2, 3]);
});

test("an index past the end throws", () => {
  const kept = packed();
  kept.add({ label: 0, towers: [Uint8Array.of(1)] });
  expect(() => kept.examples(0, 1).tokens(1)).toThrow(
    "examples: index must be from 0 to 0: got 1.",
  );
});
