import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Range } from "../../data/crew.ts";
import { type Filling, fillWith } from "../../data/fill.ts";
import { openSplit } from "../../data/read.ts";
import { openSplitWriter } from "../../data/write.ts";
import type { Example } from "../../tasks/index.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lra-fill-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const sizes = { train: 5, validation: 2, test: 3 };

/** As many examples as asked for, and so many more of the validation split. */
const maker = (more: number) =>
  async function* ({ split, from, to }: Range): AsyncGenerator<Example, void, void> {
    const end = split === "validation" ? to + more : to;
    for (let i = from; i < end; i++) yield { label: i, towers: [Uint8Array.of(i)] };
  };

test("every split gets its examples, and what is left is told", async () => {
  const told: Filling[] = [];
  await fillWith(maker(0), sizes, folder, 1, { onProgress: (filling) => told.push(filling) });
  expect(told.map(({ left }) => left)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
  expect(told[5]).toEqual({ split: "validation", done: 1, total: 2, left: 4 });
  const { labels, close } = openSplit(folder, "test", 1, null);
  expect([...labels]).toEqual([0, 1, 2]);
  close();
});

test("what was there counts as done", async () => {
  const writer = openSplitWriter(folder, "train", 1);
  for (const i of [0, 1, 2]) writer.add({ label: i, towers: [Uint8Array.of(i)] });
  writer.close();
  const told: Filling[] = [];
  await fillWith(maker(0), sizes, folder, 1, { onProgress: (filling) => told.push(filling) });
  expect(told[0]).toEqual({ split: "train", done: 4, total: 5, left: 6 });
});

test.each([
  [-1, 1],
  [1, 3],
])("%i more examples than asked for are a fault", async (more, got) => {
  await expect(fillWith(maker(more), sizes, folder, 1, {})).rejects.toThrow(
    `generation: validation must get 2 examples: got ${got}.`,
  );
});
