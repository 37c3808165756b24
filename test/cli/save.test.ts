import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { save } from "../../cli/save.ts";
import { emptyFolder } from "./lra.ts";

test("a file whose folder is not there is refused by the name it was given", () => {
  const folder = emptyFolder();
  expect(() => save(join(folder, "none/x.png"), "text")).toThrow(
    `${folder}/none/x.png: must be in a folder that exists: got none. Make the folder, or choose another --output.`,
  );
  expect(readdirSync(folder)).toEqual([]);
});

test("so is a file that cannot be made; the draft is not named", () => {
  const file = join(emptyFolder(), "x".repeat(255));
  expect(() => save(file, "text")).toThrow(
    `${file}: must be writable: got ENAMETOOLONG: name too long. Make room, or choose another --output.`,
  );
});
