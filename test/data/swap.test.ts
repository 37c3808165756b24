import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { putBack, putInPlace } from "../../data/swap.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "lra-swap-"));
});
afterEach(() => rmSync(root, { recursive: true }));

function folderOf(name: string, text: string): string {
  mkdirSync(join(root, name));
  writeFileSync(join(root, name, "file"), text);
  return join(root, name);
}

test("a folder takes the place of another, or an empty one", () => {
  const place = join(root, "place");
  putInPlace(folderOf("first", "1"), place);
  putInPlace(folderOf("second", "2"), place);
  expect(readdirSync(root)).toEqual(["place"]);
  expect(readFileSync(join(place, "file"), "utf8")).toBe("2");
});

test("what breaks off between putting aside and putting in place loses nothing", () => {
  const place = folderOf("place", "1");
  expect(() => putInPlace(join(root, "missing"), place)).toThrow("ENOENT");
  putBack(place);
  expect(readdirSync(root)).toEqual(["place"]);
  expect(readFileSync(join(place, "file"), "utf8")).toBe("1");
});

test("what was put aside goes where the new one is in place", () => {
  const place = folderOf("place", "2");
  folderOf("place.former", "1");
  putBack(place);
  expect(readdirSync(root)).toEqual(["place"]);
  expect(readFileSync(join(place, "file"), "utf8")).toBe("2");
});
