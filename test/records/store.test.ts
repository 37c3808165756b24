import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openStore, readManifest, readRecords } from "../../records/index.ts";
import { sampleRecord } from "../support/records.ts";

const run = { startedAt: "2026-01-02T03:04:05Z", lra: "0.1.0", plan: { protocol: "quick" } };
const again = { ...run, startedAt: "2026-01-03T03:04:05Z" };
const full = "/dev/full"; // every write to it fails: no space left

let parent: string;
let folder: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "lra-store-"));
  folder = join(parent, "new", "results");
});
afterEach(() => rmSync(parent, { recursive: true }));

test("a new store has its manifest and an empty file before the first record", async () => {
  const store = openStore(folder, run);
  expect(readdirSync(folder).sort()).toEqual(["manifest.json", "records.jsonl"]);
  expect(readManifest(folder)).toEqual({ formatVersion: 1, runs: [run] });
  expect(await readRecords([folder])).toEqual([]);
  store.close();
});

test("a line is ASCII, whatever names hold, and gives them back", async () => {
  const commit = "n² \u2028 \ud83d\ude00 é";
  const store = openStore(folder, run);
  store.append(sampleRecord({ commit }));
  store.close();
  expect(readFileSync(store.file).every((byte) => byte < 128)).toBe(true);
  expect(await readRecords([folder])).toEqual([sampleRecord({ commit })]);
});

test("a record is one line, on the disk when append returns", async () => {
  const store = openStore(folder, run);
  store.append(sampleRecord());
  const [line, rest] = readFileSync(store.file, "utf8").split("\n");
  expect(JSON.parse(line!)).toEqual(sampleRecord());
  expect(rest).toBe("");
  store.append(sampleRecord({ cell: { seed: 1 } }));
  expect(await readRecords([folder])).toHaveLength(2);
  store.close();
});

test("what is stored stays when the store is opened again, and the manifest notes both runs", async () => {
  for (const [seed, opened] of [run, again].entries()) {
    const store = openStore(folder, opened);
    store.append(sampleRecord({ cell: { seed } }));
    store.close();
  }
  expect((await readRecords([folder])).map(({ cell }) => cell.seed)).toEqual([0, 1]);
  expect(readManifest(folder)?.runs).toEqual([run, again]);
});

test("a record that does not match the schema is not written", () => {
  const store = openStore(folder, run);
  const wrong = sampleRecord({ result: { trainingMs: { inRun: Number.NaN, total: 1 } } });
  expect(() => store.append(wrong)).toThrow(
    new TypeError(
      "append: need a valid record: got outcome.result.trainingMs.inRun: Invalid input: expected number, received NaN.",
    ),
  );
  expect(readFileSync(store.file, "utf8")).toBe("");
  store.close();
});

test("a store whose last line was cut short is refused, and left as it is", () => {
  openStore(folder, run).close();
  const file = join(folder, "records.jsonl");
  appendFileSync(file, '{"cell"');
  expect(() => openStore(folder, again)).toThrow(
    `last record of ${file}: must end with a newline: its writer was stopped half-way. Repair or delete that line; a deleted cell is run again by --resume.`,
  );
  expect(readFileSync(file, "utf8")).toBe('{"cell"');
  expect(readManifest(folder)?.runs).toEqual([run]);
});

test("a folder that cannot be made is one line", () => {
  const blocked = join(parent, "file");
  writeFileSync(blocked, "");
  expect(() => openStore(join(blocked, "results"), run)).toThrow(
    `results folder ${blocked}/results: must be writable: got ENOTDIR: not a directory, mkdir '${blocked}/results'. Make room there, or choose another folder.`,
  );
});

test.skipIf(!existsSync("/proc/self"))("so is one where the system makes none", () => {
  expect(() => openStore("/proc/none/x", run)).toThrow(
    "results folder /proc/none/x: must be writable: got ENOENT",
  );
});

test.skipIf(!existsSync(full))("a full disk is one line at the first record", () => {
  mkdirSync(folder, { recursive: true });
  symlinkSync(full, join(folder, "records.jsonl"));
  const store = openStore(folder, run);
  expect(() => store.append(sampleRecord())).toThrow(
    `results folder ${folder}: must be writable: got ENOSPC: no space left on device, write. Make room there, or choose another folder.`,
  );
  store.close();
});

/** What a process does whose files may hold 32 blocks and no more, of 512 bytes or 1024: stores a record, and a longer one. */
const appendBoth = `
  const { openStore } = await import(process.argv[1]);
  const [run, records] = JSON.parse(process.argv[2]);
  const store = openStore(process.argv[3], run);
  for (const record of records) {
    try {
      store.append(record);
    } catch (error) {
      console.log(error.message);
    }
  }`;

test.skipIf(process.platform === "win32")(
  "a record that is written in part is taken back, the one before it stays, and the next one is whole",
  async () => {
    const [short, long] = [sampleRecord(), sampleRecord({ cell: { seed: 1 } })];
    const tooLong = { ...long, remarks: ["x".repeat(64 * 1024)] };
    const said = execFileSync("sh", [
      ...["-c", 'ulimit -f 32 && exec "$@"', "sh", process.execPath, "--input-type=module"],
      ...["-e", appendBoth, resolve("dist/records/index.js")],
      ...[JSON.stringify([run, [short, tooLong]]), folder],
    ]).toString();
    expect(said).toMatch(
      /: must be writable: got (room for \d{4,5} of \d{5} bytes|EFBIG.*)\. Make room there, or choose another folder\.\n$/,
    );
    const [line, rest] = readFileSync(join(folder, "records.jsonl"), "utf8").split("\n");
    expect(JSON.parse(line!)).toEqual(short);
    expect(rest).toBe("");
    const store = openStore(folder, again);
    store.append(long);
    store.close();
    expect(await readRecords([folder])).toEqual([short, long]);
  },
);

test.skipIf(!existsSync(full))("a manifest that finds no room leaves the one before", () => {
  openStore(folder, run).close();
  symlinkSync(full, join(folder, `manifest.json.${process.pid}.draft`));
  expect(() => openStore(folder, again)).toThrow("got ENOSPC: no space left on device");
  expect(readManifest(folder)?.runs).toEqual([run]);
  expect(readdirSync(folder).sort()).toEqual(["manifest.json", "records.jsonl"]);
});

test.each([
  ["{", "must be JSON: got "],
  ['{"formatVersion":2,"runs":[]}', "formatVersion: Invalid input: expected 1. "],
])("a manifest that cannot be understood stops the run: %s", (text, told) => {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "manifest.json");
  writeFileSync(file, text);
  expect(() => openStore(folder, run)).toThrow(`${file}: ${told}`);
  expect(() => openStore(folder, run)).toThrow(
    "Update lra, choose another folder, or delete that file: the records do not need it.",
  );
  expect(readFileSync(file, "utf8")).toBe(text);
});

test("a folder without a manifest has none", () => {
  expect(readManifest(parent)).toBeNull();
});
