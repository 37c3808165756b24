import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Record, readRecords, readRuns, scanRecords } from "../../records/index.ts";
import { type Overrides, sampleRecord } from "../support/records.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lra-read-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A file of these lines in the test's folder. */
function fileOf(name: string, ...lines: (Record | string)[]): string {
  const file = join(folder, name);
  const text = lines.map((line) => (typeof line === "string" ? line : `${JSON.stringify(line)}\n`));
  writeFileSync(file, text.join(""));
  return file;
}
const seed = (seed: number, rest: Overrides = {}) => sampleRecord({ cell: { seed }, ...rest });
const repair = "Repair or delete that line; a deleted cell is run again by --resume.";

test("records come in the order of their lines, longer ones than a chunk of the file too", async () => {
  const stepMs = Array.from({ length: 20_000 }, (_, i) => i + 0.25);
  const records = [seed(0), seed(1, { result: { stepMs } }), seed(2)];
  expect(await readRecords([fileOf("a.jsonl", ...records)])).toEqual(records);
});

test("a line separator of Unicode inside a reason does not end the line", async () => {
  const record = seed(0, { outcome: { kind: "unsupported", reason: "a\u2028b\u0085c\r" } });
  expect(await readRecords([fileOf("a.jsonl", record)])).toEqual([record]);
});

test("an empty file has no records", async () => {
  expect(await readRecords([fileOf("a.jsonl")])).toEqual([]);
});

test("a folder is read by its records.jsonl, and several stores are read together", async () => {
  fileOf("records.jsonl", seed(0));
  expect(await readRecords([folder, fileOf("b.jsonl", seed(1))])).toEqual([seed(0), seed(1)]);
});

test("a cell stored twice counts once, by the run that started last", async () => {
  const again = seed(0, { startedAt: "2026-02-01T00:00:00Z", durationMs: 5 });
  const [a, b] = [fileOf("a.jsonl", seed(0), seed(0), seed(1)), fileOf("b.jsonl", again)];
  expect(await readRecords([a])).toEqual([seed(0), seed(1)]);
  expect(await readRecords([a, b])).toEqual([again, seed(1)]);
  expect(await readRecords([b, a])).toEqual([again, seed(1)]);
});

test("the same cell on another machine is another measurement", async () => {
  const elsewhere = seed(0, { machine: { ...sampleRecord().machine, cpu: "Other CPU" } });
  const file = fileOf("a.jsonl", seed(0), elsewhere);
  expect(await readRecords([file])).toEqual([seed(0), elsewhere]);
});

test("every run is read once, however often it is stored and in whatever order its keys stand", async () => {
  const again = seed(0, { startedAt: "2026-02-01T00:00:00Z" });
  const { formatVersion, ...rest } = seed(0);
  const turned = `${JSON.stringify({ ...rest, formatVersion })}\n`;
  const [a, b] = [fileOf("a.jsonl", seed(0), again, seed(0)), fileOf("b.jsonl", turned, seed(1))];
  expect(await readRuns([a, b])).toEqual([seed(0), again, seed(1)]);
});

test("two lines that tell differently of one run are refused, in one file or two", async () => {
  const other = seed(0, { durationMs: 5 });
  const [a, b] = [fileOf("a.jsonl", seed(1), seed(0), other), fileOf("b.jsonl", seed(0))];
  const { id } = seed(0).cell;
  const told = (first: string, second: string) => ({
    name: "StoreError",
    message: `cell ${id}, started ${other.startedAt}: must be the same wherever it stands: got ${first} and ${second}, which differ. Delete the line that is wrong, or leave one of the files out.`,
  });
  const [two, three, one] = [`record 2 of ${a}`, `record 3 of ${a}`, `record 1 of ${b}`];
  await expect(readRecords([a])).rejects.toMatchObject(told(two, three));
  await expect(readRuns([a])).rejects.toMatchObject(told(two, three));
  await expect(readRecords([b, a])).rejects.toMatchObject(told(one, three));
});

const damaged: [string, string | Record, string][] = [
  ["that is not JSON", '{"cell":\n', `must be JSON: Unexpected end of JSON input. ${repair}`],
  [
    "behind a byte order mark",
    `\ufeff${JSON.stringify(seed(0))}\n`,
    "must begin without a byte order mark: got one. Save the file without it.",
  ],
  [
    "whose field is wrong",
    JSON.stringify(seed(0, { durationMs: -1 })).concat("\n"),
    `durationMs: Too small: expected number to be >=0. ${repair}`,
  ],
  [
    "whose option was edited",
    JSON.stringify(seed(0)).replace('"length":64', '"length":65').concat("\n"),
    `cell.id: must be the hash of the rest of the cell. ${repair}`,
  ],
  [
    "of a newer version",
    '{"formatVersion":3,"cells":[]}\n',
    "version 3 is newer than this program (1). Update lra, or choose another file.",
  ],
  [
    "cut short",
    JSON.stringify(seed(0)).slice(0, 99),
    `must end with a newline: its writer was stopped half-way. ${repair}`,
  ],
  [
    "without its newline",
    JSON.stringify(seed(0)),
    `must end with a newline: its writer was stopped half-way. ${repair}`,
  ],
];
test.each(damaged)("a line %s is named with what to do; the file stays", async (_, line, told) => {
  const file = fileOf("a.jsonl", seed(1), seed(2), line);
  const before = readFileSync(file, "utf8");
  const message = `record 3 of ${file}: ${told}`;
  await expect(readRecords([file])).rejects.toMatchObject({ name: "StoreError", message });
  expect(readFileSync(file, "utf8")).toBe(before);
});

test("lines before a damaged one can be had one at a time", async () => {
  const lines = scanRecords(fileOf("a.jsonl", seed(1), "{\n"));
  expect((await lines.next()).value).toEqual(seed(1));
  await expect(lines.next()).rejects.toThrow("record 2 of");
});

test("a path with nothing there says so", async () => {
  const path = join(folder, "nowhere");
  await expect(readRecords([path])).rejects.toMatchObject({
    name: "StoreError",
    message: `${path}: must be a results folder or a file of records: got ENOENT: no such file or directory, stat '${path}'. Check the path, or start a run first.`,
  });
});

const nested = (...names: string[]) => {
  for (const name of names) mkdirSync(join(folder, name), { recursive: true });
};

test("a folder that holds results folders says how to name them; what was annotated is none", async () => {
  nested("2026-01-02/shard-1", "2026-01-03");
  fileOf("2026-01-03/records.jsonl", seed(1));
  fileOf("annotations.jsonl", "{}\n");
  const told = (count: number, one: string, all: string) =>
    `${folder}: must be a results folder or a file of records: got a folder that holds ${count} of them. Name those that you mean, as ${join(folder, one)} or ${join(folder, all)}.`;
  const refusal = async () => expect((await readRuns([folder]).catch((e) => e)).message);
  (await refusal()).toBe(told(1, "2026-01-03", "*/"));
  fileOf("2026-01-02/shard-1/records.jsonl", seed(0));
  (await refusal()).toBe(told(2, "2026-01-02/shard-1", "*/*/"));
  fileOf("2026-01-01.jsonl", seed(0));
  (await refusal()).toBe(told(3, "2026-01-01.jsonl", "*.jsonl"));
  fileOf("records.jsonl", seed(2));
  expect(await readRuns([folder])).toEqual([seed(2)]);
});
