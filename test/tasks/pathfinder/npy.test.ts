import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { isNpy, parseNpy } from "../../../tasks/pathfinder/npy.ts";

const folder = join(
  import.meta.dirname,
  "../../../fixtures/pathfinder/array/pathfinder32/curv_contour_length_14/metadata",
);

/** A file of `np.save`, of a header and what follows it. */
function fileOf(header: string, body: Buffer, version = 1): Buffer {
  const size = Buffer.alloc(version === 1 ? 2 : 4);
  size.writeUIntLE(header.length, 0, size.length);
  const start = Buffer.from([0x93, ...Buffer.from("NUMPY"), version, 0]);
  return Buffer.concat([start, size, Buffer.from(header), body]);
}

const headerOf = (descr: string, shape: string, order = "False"): string =>
  `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': ${shape}, }\n`;

describe("arrays that NumPy 1.24 wrote", () => {
  test.each([
    ["0.npy", "<U32, format 1", 3, ["imgs/0", "sample_2.png", "2", "1", "1.0", "14"]],
    ["1.npy", "|S32, format 3", 2, ["imgs/1", "sample_1.png", "1", "1", "1.0", "14"]],
  ])("%s: %s", (name, _, rows, last) => {
    const bytes = readFileSync(join(folder, name));
    expect(isNpy(bytes)).toBe(true);
    const table = parseNpy(bytes);
    expect([table.rows, table.columns]).toEqual([rows, 11]);
    expect(last.map((_, column) => table.cell(rows - 1, column))).toEqual(last);
    expect(table.cell(0, 8)).toBe("0.5");
  });
});

test("format 2, a text as long as its cell, and characters beyond 16 bits", () => {
  const body = Buffer.alloc(16);
  [97, 0, 0x1f40d, 98].forEach((code, i) => {
    body.writeUInt32LE(code, 4 * i);
  });
  const table = parseNpy(fileOf(headerOf("<U2", "(1, 2)"), body, 2));
  expect([table.cell(0, 0), table.cell(0, 1)]).toEqual(["a", "\u{1f40d}b"]);
});

test("text is no array", () => {
  expect(isNpy(Buffer.from("imgs/0 sample_0.png 0 1\n"))).toBe(false);
  expect(isNpy(Buffer.from("\x93NUMP", "latin1"))).toBe(false);
});

test.each([
  [headerOf("|O", "(1, 2)"), "must be an array of text with two axes, row by row: got another"],
  [headerOf("<i8", "(1, 2)"), "must be an array of text with two axes"],
  [headerOf(">U2", "(1, 2)"), "must be an array of text with two axes"],
  [headerOf("<U2", "(2,)"), "must be an array of text with two axes"],
  [headerOf("<U2", "(1, 2)", "True"), "must be an array of text with two axes"],
  [headerOf("<U2", "(2, 2)"), "an array of 2 × 2 texts must have 102 bytes: got 86"],
  [headerOf("<U1", "(1, 2)"), "an array of 1 × 2 texts must have 78 bytes: got 86"],
  [headerOf("<U0", "(999999999, 2)"), "999999999 × 2 texts must have 78 bytes: got 94"],
  ["", "must be an array of text with two axes"],
])("%j is refused", (header, reason) => {
  expect(() => parseNpy(fileOf(header, Buffer.alloc(16)))).toThrow(reason);
});

test("damage is told", () => {
  const good = fileOf(headerOf("<U2", "(1, 2)"), Buffer.alloc(16, 0xff));
  expect(() => parseNpy(good).cell(0, 0)).toThrow("characters must be Unicode: got number 42949");
  expect(() => parseNpy(good.subarray(0, 6))).toThrow("must be 1, 2 or 3: got the end of the file");
  expect(() => parseNpy(good.subarray(0, 9))).toThrow("must be whole: got the end of the file");
  expect(() => parseNpy(good.subarray(0, 40))).toThrow("must be an array of text");
  expect(() => parseNpy(good.subarray(0, -1))).toThrow("got 85");
  const version = Buffer.from(good);
  version[6] = 4;
  expect(() => parseNpy(version)).toThrow("the NumPy format must be 1, 2 or 3: got 4");
});
