import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve as path } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { loadVariant, outline, resolve } from "../../../runner/index.ts";
import { variants } from "../../../variants/index.ts";
import { cellOf } from "../cells.ts";

const mine = path("examples/mine.js");

function temporary(name: string, content: string): string {
  const folder = mkdtempSync(join(tmpdir(), "lra-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

test("a registered variant is itself", async () => {
  expect(await loadVariant(cellOf({ variants: ["local"] }))).toBe(variants.local);
});

test("a module's variant is resolved as a registered one, its options checked and completed", async () => {
  const cell = cellOf({ variants: [mine] });
  const { variant, variantOptions, model } = resolve(cell, await loadVariant(cell));
  expect([variant.title, variantOptions]).toEqual(["Gated average", { width: 64 }]);
  expect(model).toMatchObject({ options: { width: 64 }, data: { length: 32, classes: 10 } });
  const wrong = { ...cell, variantOptions: { width: -1 } };
  expect(() => resolve(wrong, variant)).toThrow(`variant ${mine}: width: `);
});

test("of a file the parent process knows what the cell says, and loads nothing", () => {
  const file = temporary("mine.js", "throw new Error('was loaded');");
  const cell = cellOf({ variants: [file], variantOptions: { [file]: { any: 3 } } });
  expect(outline(cell)).toMatchObject({ variantOptions: { any: 3 }, refusal: null, claim: null });
});

test("a file that was changed after it was planned is refused", async () => {
  const file = temporary("mine.js", "export default 1;");
  const cell = cellOf({ variants: [file] });
  writeFileSync(file, "export default 2;");
  await expect(loadVariant(cell)).rejects.toThrow(
    /^variant .*mine\.js: must be the file that was planned, SHA-256 [0-9a-f]{12}…: got [0-9a-f]{12}…\. Run it anew\.$/,
  );
});

test("another content is another cell, and the same content the same", () => {
  const file = temporary("mine.js", "export default 1;");
  const [before, again] = [cellOf({ variants: [file] }), cellOf({ variants: [file] })];
  writeFileSync(file, "export default 2;");
  const after = cellOf({ variants: [file] });
  expect(again).toEqual(before);
  expect(after.id).not.toBe(before.id);
  expect(cellOf()).not.toHaveProperty("variantSha256");
});
