import { expect, test } from "vitest";
import { isAskedFor } from "../../../../reports/page/client/filter.ts";

const tags = { task: "listops", protocol: "quick", device: "cpu", variant: "Linear map=elu" };

test("no filter asks for everything", () => {
  expect(isAskedFor(tags, {})).toBe(true);
  expect(isAskedFor({}, { task: "text", variant: "x" })).toBe(true);
});

test("task, protocol and device must be the same, a variant need only contain the words", () => {
  expect(isAskedFor(tags, { task: "listops", device: "cpu", variant: "LINEAR" })).toBe(true);
  expect(isAskedFor(tags, { variant: "map=" })).toBe(true);
  expect(isAskedFor(tags, { task: "list" })).toBe(false);
  expect(isAskedFor(tags, { task: "listops", protocol: "paper" })).toBe(false);
  expect(isAskedFor(tags, { variant: "softmax" })).toBe(false);
});
