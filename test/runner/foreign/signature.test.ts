import { expect, test } from "vitest";
import { signatureOf } from "../../../runner/foreign/signature.ts";
import type { Port } from "../../../runner/session.ts";

const data = { batch: 8, length: 32, vocabulary: 17, classes: 10, towers: 1 } as const;
const port = (name: string, type: string | null, ...shape: (number | string)[]): Port => ({
  name,
  type,
  shape,
});
const tokens = port("tokens", "int32", 4, 32);
const logits = port("scores", "float32", 4, 10);

test("a fixed batch is the model's own, with the mask and integers that it takes", () => {
  expect(signatureOf({ inputs: [tokens], outputs: [logits] }, data)).toEqual({
    batch: 4,
    shape: [4, 32],
    isWide: false,
    hasMask: false,
    logits: "scores",
  });
  const inputs = [port("mask", "float32", "b", "n"), port("tokens", "int64", "b", "n")];
  expect(signatureOf({ inputs, outputs: [port("y", "float32", "b", "c")] }, data)).toEqual({
    batch: 8,
    shape: [8, 32],
    isWide: true,
    hasMask: true,
    logits: "y",
  });
});

test("a batch that no array holds is refused", () => {
  const inputs = [port("tokens", "int32", 2 ** 40, 32)];
  const outputs = [port("y", "float32", "b", 10)];
  expect(signatureOf({ inputs, outputs }, data)).toBe(
    "need a batch of at most 536870912 token ids: got tokens [1099511627776, 32]",
  );
});

test("a batch that any part fixes is the batch of all", () => {
  const inputs = [port("tokens", "int32", "b", 32)];
  expect(signatureOf({ inputs, outputs: [logits] }, data)).toMatchObject({ shape: [4, 32] });
});

test("dimensions and shapes of outputs that are not known are taken", () => {
  const inputs = [port("tokens", "int32", -1, "")];
  const outputs = [port("y", "float32")];
  expect(signatureOf({ inputs, outputs }, data)).toMatchObject({ batch: 8, shape: [8, 32] });
});

test("two documents are [b, 2, n]", () => {
  const pair = { ...data, towers: 2 } as const;
  const inputs = [port("tokens", "int32", "b", 2, "n")];
  expect(signatureOf({ inputs, outputs: [logits] }, pair)).toMatchObject({ shape: [4, 2, 32] });
  expect(signatureOf({ inputs: [tokens], outputs: [logits] }, pair)).toContain(
    "tokens (int32 or int64) [b, 2, 32]",
  );
});

test.each([
  ["no tokens", [port("input_ids", "int32", 4, 32)], [logits], "input_ids (int32) [4, 32] to"],
  ["tokens as numbers", [port("tokens", "float32", 4, 32)], [logits], "tokens (float32) [4, 32]"],
  ["another length", [port("tokens", "int32", "b", 64)], [logits], "tokens (int32) [b, 64] to"],
  ["another rank", [port("tokens", "int32", "b", 1, 32)], [logits], "tokens (int32) [b, 1, 32]"],
  ["a mask of integers", [tokens, port("mask", "int64", 4, 32)], [logits], "mask (int64) [4, 32]"],
  ["a mask of its own shape", [tokens, port("mask", "float32", 4)], [logits], "mask (float32) [4]"],
  ["an input more", [tokens, port("types", "int32", 4, 32)], [logits], "types (int32) [4, 32]"],
  ["other classes", [tokens], [port("y", "float32", 4, 7)], "to y (float32) [4, 7]"],
  ["classes as integers", [tokens], [port("y", "int64", 4, 10)], "to y (int64) [4, 10]"],
  ["an answer a token", [tokens], [port("y", "float32", 4, 32, 10)], "to y (float32) [4, 32, 10]"],
  ["an output more", [tokens], [logits, logits], "scores (float32) [4, 10], scores"],
  ["what is no tensor", [tokens], [port("y", null)], "to y (no tensor) []"],
  ["nothing", [], [], "got nothing to nothing"],
  ["an open dimension", [port("tokens", "int32", "", 9)], [logits], "tokens (int32) [?, 9]"],
])("says what it needs and got: %s", (_, inputs, outputs, got) => {
  const fault = signatureOf({ inputs, outputs }, data);
  expect(fault).toMatch(
    /^need an input tokens \(int32 or int64\) \[b, 32\], at will a mask \(float32\) \[b, 32\], and one output \(float32\) \[b, 10\]: got /,
  );
  expect(fault).toContain(got);
});
