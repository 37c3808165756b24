import { expect, test } from "vitest";
import { means, noteOn, typedName } from "../../../reports/history/accepted.ts";
import { sampleCell } from "../../support/records.ts";

const trend = {
  cell: sampleCell({ task: "text", variant: "local" }),
  ids: ["0123456789abcdef", "fedcba9876543210"],
  measure: "training speed",
};

test.each([
  ["text", true],
  ["text/local", true],
  ["text/local/training-speed", true],
  ["text / local / training speed", true],
  ["*/local", true],
  ["//training-speed", true],
  ["01234", true],
  ["fedcba9876543210", true],
  ["tex", false],
  ["text/softmax", false],
  ["text/local/memory", false],
  ["text/local/training-speed/more", false],
  ["1234", false],
  ["local", false],
])("%s means local's training speed on text: %s", (text, isMeant) => {
  expect(means(text, trend)).toBe(isMeant);
});

test("what a trend is called means it, whatever is in its name", () => {
  const named = { ...trend, cell: sampleCell({ variant: "my own variant" }) };
  expect(typedName(named)).toBe("listops/my-own-variant/training-speed");
  expect(means(typedName(named), named)).toBe(true);
  expect(means("listops/my own variant", named)).toBe(true);
});

test("the newest note on one of the commits counts", () => {
  const annotation = (commit: string, note: string) => {
    return { formatVersion: 1, cell: "text", commit, note, annotatedAt: "" } as const;
  };
  const all = [annotation("aaaa", "first"), annotation("aaaa", "second"), annotation("bbbb", "no")];
  expect(noteOn(trend, [null, "aaaa1111"], all)).toBe("second");
  expect(noteOn(trend, [null, "cccc"], all)).toBeNull();
  expect(
    noteOn({ ...trend, measure: "memory", ids: [], cell: sampleCell() }, ["aaaa"], all),
  ).toBeNull();
});
