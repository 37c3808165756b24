import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openSplit } from "../../data/read.ts";
import { openSplitWriter } from "../../data/write.ts";
import type { Example } from "../../tasks/index.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lra-write-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const document = (length: number, value: number): Uint8Array => new Uint8Array(length).fill(value);
/** Two towers, one of them longer than any buffer. */
const examples: readonly Example[] = [
  { label: 3, towers: [document(2, 1), document(5, 2)] },
  { label: 0, towers: [document(1, 6), document(3_000_000, 3)] },
  { label: 255, towers: [document(7, 4), document(1, 5)] },
];

function write(some: readonly Example[]): number {
  const writer = openSplitWriter(folder, "train", 2);
  for (const example of some.slice(writer.kept)) writer.add(example);
  writer.close();
  return writer.kept;
}

function read(): readonly string[] {
  const { count, labels, tokens, close } = openSplit(folder, "train", 2, null);
  const all = Array.from({ length: count }, (_, i) => ({ label: labels[i]!, towers: tokens(i) }));
  close();
  return all.map(textOf);
}

/** Millions of bytes compare faster as a text of digits. */
const textOf = ({ label, towers }: Example): string =>
  [label, ...towers.map((tower) => Buffer.from(tower).toString("hex"))].join(" ");

test("what is written is read, in the documented form", () => {
  expect(write(examples)).toBe(0);
  expect(read()).toEqual(examples.map(textOf));
  expect(readFileSync(join(folder, "train.tokens"))).toHaveLength(7 + 3_000_001 + 8);
  const index = readFileSync(join(folder, "train.index"));
  expect([...new Int32Array(index.buffer, index.byteOffset, 9)]).toEqual([
    3, 2, 5, 0, 1, 3_000_000, 255, 7, 1,
  ]);
});

test.each([
  ["tokens", 1, 2],
  ["tokens", 9, 1],
  ["index", 1, 2],
  ["index", 13, 1],
])(
  "writing that broke off, %s short by %i bytes, goes on behind %i whole examples",
  (kind, missing, kept) => {
    write(examples);
    const file = join(folder, `train.${kind}`);
    truncateSync(file, readFileSync(file).length - missing);
    expect(write(examples)).toBe(kept);
    expect(read()).toEqual(examples.map(textOf));
  },
);

test("bytes behind the last whole example are cut off", () => {
  write(examples.slice(0, 1));
  appendFileSync(join(folder, "train.tokens"), document(100, 9));
  expect(write(examples)).toBe(1);
  expect(read()).toEqual(examples.map(textOf));
});

test.each([
  ["zeros", 0],
  ["lengths below 0", -1],
])("what a loss of power left of the index, %s, are no examples", (_, number) => {
  write(examples.slice(0, 2));
  appendFileSync(
    join(folder, "train.index"),
    new Uint8Array(Int32Array.of(0, number, number, 0, 1, number).buffer),
  );
  appendFileSync(join(folder, "train.tokens"), document(100, 0));
  expect(write(examples)).toBe(2);
  expect(read()).toEqual(examples.map(textOf));
});

test("an index past the end throws", () => {
  write(examples);
  const { tokens, close } = openSplit(folder, "train", 2, null);
  expect(() => tokens(3)).toThrow("examples: index must be from 0 to 2: got 3.");
  close();
});

test("a process that is killed loses fewer than sixteen examples", () => {
  const writer = openSplitWriter(folder, "train", 2);
  const numbers = Array.from({ length: 50 }, (_, i) => i);
  for (const i of numbers) writer.add({ label: i, towers: [document(2, i), document(3, i)] });
  const again = openSplitWriter(folder, "train", 2); // as the next process would, nothing closed
  expect(again.kept).toBe(48);
  again.close();
  expect(read()).toEqual(
    numbers.slice(0, 48).map((i) => textOf({ label: i, towers: [document(2, i), document(3, i)] })),
  );
});
