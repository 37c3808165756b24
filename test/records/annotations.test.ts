import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  addAnnotation,
  annotationsFile,
  readAnnotations,
  removeAnnotation,
} from "../../records/index.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lra-annotations-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const accepted = {
  cell: "listops/local",
  commit: "0123abc",
  note: 'accepted: exact softmax, see "#12"',
  annotatedAt: "2026-01-02T03:04:05Z",
};
const stored = { formatVersion: 1, ...accepted };

test("what is added is read again, one a line, and can be taken out by its number", () => {
  expect(readAnnotations(folder)).toEqual([]);
  addAnnotation(folder, accepted);
  addAnnotation(folder, { ...accepted, note: "second" });
  expect(readAnnotations(folder)).toEqual([stored, { ...stored, note: "second" }]);
  expect(readFileSync(join(folder, annotationsFile), "utf8").split("\n")).toHaveLength(3);
  expect(removeAnnotation(folder, 3)).toBeNull();
  expect(removeAnnotation(folder, 1)).toEqual(stored);
  expect(readAnnotations(folder)).toEqual([{ ...stored, note: "second" }]);
  expect(readdirSync(folder)).toEqual([annotationsFile]);
});

test("an empty note is not stored", () => {
  expect(() => addAnnotation(folder, { ...accepted, note: "  " })).toThrow();
  expect(readdirSync(folder)).toEqual([]);
});

const line = JSON.stringify(stored);

test.each([
  ["that is cut", line.slice(0, 30), "must end with a newline: its last line is cut. Repair or"],
  ["that is not JSON", `${line}\nno\n`, "annotation 2 of FILE: must be JSON: Unexpected token"],
  [
    "of a newer program",
    `${JSON.stringify({ ...stored, formatVersion: 2 })}\n`,
    "annotation 1 of FILE: version 2 is newer than this program (1). Update lra, or remove",
  ],
  ["of another shape", '{"formatVersion":1}\n', "annotation 1 of FILE: cell: Invalid input"],
])("a line %s is refused, and nothing is written over it", (_, text, message) => {
  const file = join(folder, annotationsFile);
  writeFileSync(file, text);
  const told = message.replace("FILE", file);
  expect(() => readAnnotations(folder)).toThrow(told);
  expect(() => addAnnotation(folder, accepted)).toThrow(told);
  expect(readFileSync(file, "utf8")).toBe(text);
});

test("a folder that is not there is one line", () => {
  const missing = join(folder, "none");
  expect(() => addAnnotation(missing, accepted)).toThrow(
    `${missing}: must be a folder that can be written: got ENOENT`,
  );
  expect(existsSync(missing)).toBe(false);
});
