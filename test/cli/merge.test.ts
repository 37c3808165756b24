import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Record } from "../../records/index.ts";
import { sampleRecord } from "../support/records.ts";
import { emptyFolder, lra } from "./lra.ts";

const [one, two] = [sampleRecord(), sampleRecord({ cell: { seed: 1 } })] as const;

/** Results folders by name, each with the weights of its records. */
function shards(records: { readonly [name: string]: readonly Record[] }): string {
  const cwd = emptyFolder();
  for (const [name, some] of Object.entries(records)) {
    mkdirSync(join(cwd, name, "weights"), { recursive: true });
    const lines = some.map((record) => `${JSON.stringify(record)}\n`);
    writeFileSync(join(cwd, name, "records.jsonl"), lines.join(""));
    for (const { cell } of some) writeFileSync(weightsOf(join(cwd, name), cell.id), cell.id);
  }
  return cwd;
}

const weightsOf = (folder: string, id: string) => join(folder, "weights", `${id}.f32`);

test("shards become one folder with their weights, whatever their order", async () => {
  const cwd = shards({ a: [one], b: [two, one] });
  const merged = await lra(["merge", "a", "b", "--output", "all/of"], { cwd });
  expect(merged).toEqual({
    code: 0,
    stdout: "all/of: 2 records of 2 stores, 2 with weights; 1 told again.\n",
    stderr: "",
  });
  await lra(["merge", "b", "a", "--output", "again"], { cwd });
  const read = (folder: string) => readFileSync(join(cwd, folder, "records.jsonl"), "utf8");
  expect(read("again")).toBe(read("all/of"));
  expect(readdirSync(cwd).sort()).toEqual(["a", "again", "all", "b"]);
  expect(statSync(weightsOf(join(cwd, "again"), two.cell.id)).ino).toBe(
    statSync(weightsOf(join(cwd, "b"), two.cell.id)).ino,
  );
});

test("a folder may take in others, and keeps what is not of a store", async () => {
  const cwd = shards({ all: [one], next: [two] });
  writeFileSync(join(cwd, "all", "notes.txt"), "mine");
  const { code } = await lra(["merge", "all", "next", "--output", "all"], { cwd });
  expect(code).toBe(0);
  expect(readFileSync(join(cwd, "all", "records.jsonl"), "utf8").split("\n")).toHaveLength(3);
  expect(readdirSync(join(cwd, "all")).sort()).toEqual(["notes.txt", "records.jsonl", "weights"]);
  expect(readdirSync(join(cwd, "all", "weights"))).toHaveLength(2);
});

test("another folder is left as it is, unless it shall be replaced", async () => {
  const cwd = shards({ a: [one], old: [two] });
  const args = ["merge", "a", "--output", "old"];
  expect(await lra(args, { cwd })).toEqual({
    code: 2,
    stdout: "",
    stderr:
      "lra: --output old: must be a new or empty folder, or one of the stores: got one with 2 entries. Choose another, or add --force to replace its records.\n",
  });
  expect(readFileSync(weightsOf(join(cwd, "old"), two.cell.id), "utf8")).toBe(two.cell.id);
  expect((await lra([...args, "--force"], { cwd })).code).toBe(0);
  expect(readdirSync(join(cwd, "old", "weights"))).toEqual([`${one.cell.id}.f32`]);
});

test("a record that was cut short is one line, and left out where that is asked for", async () => {
  const cwd = shards({ a: [one], b: [two] });
  writeFileSync(join(cwd, "b", "records.jsonl"), '{"cell":', { flag: "a" });
  const args = ["merge", "a", "b", "--output", "all"];
  const refused = await lra(args, { cwd });
  expect([refused.code, refused.stderr]).toEqual([
    2,
    "lra: record 2 of b/records.jsonl: must end with a newline: its writer was stopped half-way. Repair or delete that line; a deleted cell is run again by --resume.\n",
  ]);
  expect(readdirSync(cwd)).toEqual(["a", "b"]);
  const { code, stderr } = await lra([...args, "--skip-damaged"], { cwd });
  expect([code, stderr]).toEqual([
    0,
    "lra: record 2 of b/records.jsonl: left out: its writer was stopped half-way.\n",
  ]);
});

test("weights that differ for one run are refused, and nothing is written", async () => {
  const cwd = shards({ a: [one], b: [one] });
  writeFileSync(weightsOf(join(cwd, "b"), one.cell.id), "others");
  const { code, stderr } = await lra(["merge", "a", "b", "--output", "all"], { cwd });
  expect([code, stderr]).toEqual([
    2,
    `lra: cell ${one.cell.id}: must have the same weights wherever its record stands: got a/weights/${one.cell.id}.f32 and b/weights/${one.cell.id}.f32, which differ. Leave one of these stores out.\n`,
  ]);
  expect(readdirSync(cwd)).toEqual(["a", "b"]);
});

test.each([
  [["merge", "--output", "x"], "missing required argument 'stores'"],
  [["merge", "a"], "required option '--output <folder>' not specified"],
  [["merge", "none", "--output", "x"], "none: must be a results folder or a file of records"],
  [["merge", "empty", "--output", "x"], "empty: must hold records: got none."],
  [["merge", "a", "--output", "a/records.jsonl"], "got a file. Choose another"],
])("%j is refused", async (args, message) => {
  const cwd = shards({ a: [one], empty: [] });
  const { code, stderr } = await lra(args, { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain(message);
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  expect(readdirSync(cwd)).toEqual(["a", "empty"]);
});
