import { expect, test } from "vitest";
import { distinct } from "../../tasks/distinct.ts";
import { packed } from "../../tasks/packed.ts";

test("gives back what was added, through growth, split at will", () => {
  const documents = packed();
  for (let i = 0; i < 1000; i++) documents.add(new Uint8Array(i).fill(i % 251), i % 7);
  expect(documents.count()).toBe(1000);
  expect(documents.tokens(0)).toEqual(new Uint8Array(0));
  expect(documents.tokens(999)).toEqual(new Uint8Array(999).fill(999 % 251));

  const split = documents.examples(300, 303);
  expect(split.count).toBe(3);
  expect([...split.labels]).toEqual([300 % 7, 301 % 7, 302 % 7]);
  expect(split.tokens(1)).toEqual([new Uint8Array(301).fill(301 % 251)]);
});

test("a view stays as it was when more is added", () => {
  const documents = packed();
  documents.add(Uint8Array.of(1, 2, 3), 0);
  const view = documents.tokens(0);
  for (let i = 0; i < 1000; i++) documents.add(new Uint8Array(1000).fill(9), 0);
  expect([...view]).toEqual([1, 2, 3]);
});

test("an index past the end throws", () => {
  const documents = packed();
  documents.add(Uint8Array.of(1), 0);
  expect(() => documents.tokens(1)).toThrow("examples: index must be from 0 to 0: got 1.");
});

test("distinct knows what it has seen, also among documents of equal hash", () => {
  // Two texts of equal 32-bit FNV-1a.
  const [a, b] = [Buffer.from("costarring"), Buffer.from("liquid")];
  const stored: Uint8Array[] = [];
  const isNew = distinct((i) => stored[i]!);
  const answers = [a, b, a, b, Buffer.from("other"), b].map((tokens) => {
    const answer = isNew(tokens);
    if (answer) stored.push(tokens);
    return answer;
  });
  expect(answers).toEqual([true, true, false, false, true, false]);
});
