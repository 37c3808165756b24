import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { fingerprint } from "../../tasks/fingerprint.ts";
import type { Examples, Split, Tokens } from "../../tasks/task.ts";

const examples = (...all: readonly (readonly [number, ...Tokens[]])[]): Examples => ({
  count: all.length,
  labels: Uint8Array.from(all, ([label]) => label),
  tokens: (i) => all[i]!.slice(1) as Tokens[],
});
const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

const base: Record<Split, Examples> = {
  train: examples(
    [1, Uint8Array.of(5, 6), Uint8Array.of(7)],
    [0, Uint8Array.of(8), Uint8Array.of()],
  ),
  validation: examples([2, Uint8Array.of(200), Uint8Array.of(1)]),
  test: examples(),
};

test("is the SHA-256 of the splits' digests, and those of labels, lengths and tokens in order", () => {
  // biome-ignore format: one line an example
  const train = sha256(Buffer.from([
    1, 0, 0, 0,  2, 0, 0, 0,  1, 0, 0, 0,  5, 6,  7,
    0, 0, 0, 0,  1, 0, 0, 0,  0, 0, 0, 0,  8,
  ]));
  const validation = sha256(Buffer.from([2, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 200, 1]));
  const empty = sha256(Buffer.from([]));
  const text = `train ${train}\nvalidation ${validation}\ntest ${empty}\n`;
  expect(fingerprint(base)).toBe(sha256(Buffer.from(text)));
});

test("changes with a token, a label, an order, a border between documents or splits", () => {
  const [train, other] = [base.train, base.validation];
  const changed: Record<Split, Examples>[] = [
    {
      ...base,
      train: examples(
        [1, Uint8Array.of(5, 7), Uint8Array.of(7)],
        [0, Uint8Array.of(8), Uint8Array.of()],
      ),
    },
    {
      ...base,
      train: examples(
        [2, Uint8Array.of(5, 6), Uint8Array.of(7)],
        [0, Uint8Array.of(8), Uint8Array.of()],
      ),
    },
    {
      ...base,
      train: examples(
        [0, Uint8Array.of(8), Uint8Array.of()],
        [1, Uint8Array.of(5, 6), Uint8Array.of(7)],
      ),
    },
    {
      ...base,
      train: examples(
        [1, Uint8Array.of(5), Uint8Array.of(6, 7)],
        [0, Uint8Array.of(8), Uint8Array.of()],
      ),
    },
    { train: other, validation: train, test: base.test },
    { train, validation: base.test, test: other },
  ];
  const all = [base, ...changed].map(fingerprint);
  expect(new Set(all).size).toBe(all.length);
});
