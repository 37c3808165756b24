import { expect, test } from "vitest";
import { evaluationStep, refusal, sizeOfModel } from "../../model/index.ts";
import { defineVariant, variants } from "../../variants/index.ts";
import { data, smallModel } from "../support/small-model.ts";

test("inside the stack there are [CLS], padding to the variant's multiple, and both towers in one batch", () => {
  const two = { ...data, towers: 2 as const };
  expect(sizeOfModel(smallModel())).toEqual({ b: 2, n: 7, e: 11, h: 3, d: 5, f: 13 });
  expect(sizeOfModel(smallModel({ widths: { pooling: "cls" } })).n).toBe(8);
  expect(sizeOfModel(smallModel({ data: two })).b).toBe(4);
  const local = { variant: variants.local, options: { block: 4, neighbours: 0 } };
  expect(sizeOfModel(smallModel(local)).n).toBe(8);
  expect(sizeOfModel(smallModel({ ...local, widths: { pooling: "cls" } })).n).toBe(8);
  expect(sizeOfModel(smallModel({ ...local, data: { ...data, length: 9 } })).n).toBe(12);
});

test("says why the variant refuses a model", () => {
  const short = defineVariant({
    ...variants.softmax,
    refuses: (_, { n }) => (n > 7 ? `short: n must be at most 7: got ${n}. Use 7.` : null),
  });
  expect(refusal(smallModel({ variant: short }))).toBeNull();
  expect(refusal(smallModel({ variant: short, widths: { pooling: "cls" } }))).toBe(
    "short: n must be at most 7: got 8. Use 7.",
  );
});

test("refuses options that would pad a document to more than twice its length, and says which", () => {
  const blocks = (block: number) =>
    refusal(smallModel({ variant: variants.local, options: { block, neighbours: 0 } }));
  expect(blocks(14)).toBeNull();
  expect(blocks(15)).toBe(
    "block: sequences are padded to a multiple of 15 tokens, which must be at most " +
      "twice their own 7: got 15. Use 8.",
  );
  expect(blocks(8)).toBeNull();
  const dilated = { variant: variants.longformer, options: { window: 4, dilation: 500 } };
  expect(refusal(smallModel(dilated))).toContain("dilation: sequences are padded");
});

test("refuses a padding that no option explains", () => {
  const wide = defineVariant({ ...variants.softmax, multipleOf: () => 1e9 });
  const message =
    "multipleOf: need at most 14, twice the tokens of a sequence: got 1000000000. Give less, or take longer sequences.";
  for (const options of [{}, { width: 3 }]) {
    expect(refusal(smallModel({ variant: wide, options }))).toBe(message);
  }
});

test("a variant must mix, or do without", () => {
  const { mix: _, ...rest } = variants.softmax;
  expect(() => evaluationStep(smallModel({ variant: rest }))).toThrow(
    'variant: need a "mix" slot, or an "encode" that does without it.',
  );
});
