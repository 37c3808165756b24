import { expect, test } from "vitest";
import { jsonObject } from "../../records/json.ts";

test.each([[{}], [{ a: null, b: [1, "two", { c: true }], d: { e: -0.5 } }]])(
  "%j is taken",
  (value) => {
    expect(jsonObject.parse(value)).toEqual(value);
  },
);

test.each([
  [null],
  ["a"],
  [[1]],
  [{ a: Number.NaN }],
  [{ a: [() => 1] }],
  [{ a: { b: undefined } }],
])("%j is refused", (value) => {
  expect(jsonObject.safeParse(value).error?.issues[0]?.message).toBe(
    "must be an object of JSON values",
  );
});
