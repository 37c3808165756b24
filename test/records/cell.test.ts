import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { canonicalJson, cellId, cellSchema, makeCell } from "../../records/index.ts";
import { sampleCell } from "../support/records.ts";

test("canonical JSON sorts keys at every depth, keeps arrays and drops what has no value", () => {
  expect(canonicalJson({ b: [2, { z: 1, a: null }], a: "x", c: undefined })).toBe(
    '{"a":"x","b":[2,{"a":null,"z":1}]}',
  );
});

test("the id is the start of SHA-256 over the rest, keys sorted", () => {
  const text =
    '{"budget":{"memoryBytes":null,"timeoutMs":600000},"device":"cpu","length":64,"overrides":{},' +
    '"protocol":"quick","seed":0,"task":"listops","taskOptions":{},"threads":2,"variant":"softmax","variantOptions":{}}';
  expect(sampleCell().id).toBe(createHash("sha256").update(text).digest("hex").slice(0, 16));
  expect(sampleCell().id).toBe("8b200d64776ec401");
});

test("the order of options does not change the id, their values do", () => {
  const id = (variantOptions: { [key: string]: number }) => sampleCell({ variantOptions }).id;
  expect(id({ block: 64, r: 2 })).toBe(id({ r: 2, block: 64 }));
  expect(id({ block: 64, r: 2 })).not.toBe(id({ block: 64, r: 3 }));
});

test("a cell made from another has an id of its own", () => {
  const other = makeCell({ ...sampleCell(), seed: 1 });
  expect(other).toEqual(sampleCell({ seed: 1 }));
  expect(other.id).not.toBe(sampleCell().id);
  expect(other.id).toBe(cellId(other));
});

test("an id that is not the hash of the rest is refused", () => {
  const { error } = cellSchema.safeParse({ ...sampleCell(), seed: 1 });
  expect(error?.issues[0]).toMatchObject({
    path: ["id"],
    message: "must be the hash of the rest of the cell",
  });
});
