import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { addAnnotation } from "../../records/annotations.ts";
import {
  mergeStores,
  openStore,
  placeFolder,
  type Record,
  storeFiles,
} from "../../records/index.ts";
import { stream } from "../../tasks/index.ts";
import { sampleRecord } from "../support/records.ts";

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "lra-merge-"));
});
afterEach(() => rmSync(parent, { recursive: true }));

const startedAt = (second: number) => new Date(1e12 + 1000 * second).toISOString();

const recordOf = (seed: number, rest: Parameters<typeof sampleRecord>[0] = {}) =>
  sampleRecord({ startedAt: startedAt(seed % 5), ...rest, cell: { seed } });

/** A store of these records, written by one command, with an annotation. */
function storeOf(name: string, records: readonly Record[], second = 0): string {
  const folder = join(parent, name);
  const run = { startedAt: startedAt(second), lra: "0.1.0", plan: { output: name } };
  const store = openStore(folder, run);
  for (const record of records) store.append(record);
  store.close();
  addAnnotation(folder, {
    cell: "listops/softmax",
    commit: "1a2b3c4",
    note: `of ${name}`,
    annotatedAt: startedAt(second),
  });
  return folder;
}

let merges = 0;

/** The stores merged into a new one. */
async function mergedInto(stores: readonly string[]): Promise<string> {
  const folder = join(parent, `merged-${merges++}`);
  const { files } = await mergeStores(stores);
  await placeFolder(folder, { files, links: { folder: "weights", files: new Map() } }, storeFiles);
  return folder;
}

const bytesOf = (folder: string) =>
  storeFiles.map((name) => readFileSync(join(folder, name), "utf8"));

test("any order and grouping of stores gives the same bytes, and so does merging again", async () => {
  const random = stream(3, "merge");
  const records = Array.from({ length: 12 }, (_, seed) => recordOf(seed));
  for (let i = 0; i < 6; i++) {
    const stores = Array.from({ length: 3 }, (_, k) =>
      storeOf(
        `${i}-${k}`,
        records.filter(() => random.uniform() < 0.5),
        random.int(3),
      ),
    );
    const [a, b, c] = stores as [string, string, string];
    const whole = await mergedInto(stores);
    const expected = bytesOf(whole);
    expect(bytesOf(await mergedInto([c, a, b]))).toEqual(expected);
    expect(bytesOf(await mergedInto([await mergedInto([a, b]), c]))).toEqual(expected);
    expect(bytesOf(await mergedInto([a, await mergedInto([c, b])]))).toEqual(expected);
    expect(bytesOf(await mergedInto([whole, whole, b]))).toEqual(expected);
  }
});

test("each record, command and annotation comes once, first one first", async () => {
  const [one, two, three] = [recordOf(1), recordOf(2), recordOf(3)];
  const stores = [storeOf("late", [three, one], 9), storeOf("early", [one, two], 1)];
  const { records, repeats, files } = await mergeStores(stores);
  expect([records, repeats]).toEqual([3, 1]);
  const lines = files.get("records.jsonl")!.map((line) => JSON.parse(line) as Record);
  expect(lines).toEqual([one, two, three]);
  const manifest = JSON.parse(files.get("manifest.json")!.join("")) as { runs: object[] };
  expect(manifest.runs).toMatchObject([
    { plan: { output: "early" } },
    { plan: { output: "late" } },
  ]);
  const notes = files.get("annotations.jsonl")!.map((line) => JSON.parse(line) as object);
  expect(notes).toMatchObject([{ note: "of early" }, { note: "of late" }]);
});

test("a record whose keys stand in another order is the same one", async () => {
  const store = storeOf("a", [recordOf(1)]);
  const { formatVersion, ...rest } = recordOf(1);
  const file = join(parent, "b.jsonl");
  writeFileSync(file, `${JSON.stringify({ ...rest, formatVersion })}\n`);
  expect(await mergeStores([store, file])).toMatchObject({ records: 1, repeats: 1 });
});

test("a cell that ran twice stays twice", async () => {
  const again = recordOf(1, { startedAt: startedAt(60) });
  const stores = [storeOf("a", [again]), storeOf("b", [recordOf(1)])];
  expect(await mergeStores(stores)).toMatchObject({ records: 2, repeats: 0 });
});

test("two tales of one run are refused, and both are named", async () => {
  const [record, other] = [recordOf(1), recordOf(1, { durationMs: 1 })];
  const [a, b] = [storeOf("a", [recordOf(0), record]), storeOf("b", [other])];
  await expect(mergeStores([a, b])).rejects.toThrow(
    `cell ${record.cell.id}, started ${record.startedAt}: must be the same wherever it stands: got record 2 of ${join(a, "records.jsonl")} and record 1 of ${join(b, "records.jsonl")}, which differ. Delete the line that is wrong, or leave one of the files out.`,
  );
});

test("one cell that two machines began at the same moment ran twice", async () => {
  const elsewhere = recordOf(1, { machine: { ...sampleRecord().machine, cpu: "Other CPU" } });
  const stores = [storeOf("a", [recordOf(1)]), storeOf("b", [elsewhere])];
  expect(await mergeStores(stores)).toMatchObject({ records: 2, repeats: 0 });
});

test("a last record that was cut short is refused, or left out and told", async () => {
  const [whole, cut] = [storeOf("a", [recordOf(1)]), storeOf("b", [recordOf(2)])];
  appendFileSync(join(cut, "records.jsonl"), '{"formatVersion":1,"cell":{"id":"9');
  const place = `record 2 of ${join(cut, "records.jsonl")}`;
  await expect(mergeStores([whole, cut])).rejects.toThrow(`${place}: must end with a newline`);
  const told: string[] = [];
  const { records } = await mergeStores([whole, cut], (where) => told.push(where));
  expect([records, told]).toEqual([2, [place]]);
});

test("a line that is damaged elsewhere is refused all the same", async () => {
  const file = join(parent, "broken.jsonl");
  writeFileSync(file, `{"formatVersion":1\n${JSON.stringify(recordOf(1))}\n`);
  await expect(mergeStores([file], () => {})).rejects.toThrow(`record 1 of ${file}: must be JSON`);
});

test("a cell's weights are those of its last run that came to numbers", async () => {
  const crash = { kind: "crash", exitCode: 1, signal: null, reason: "died" } as const;
  const a = storeOf("a", [recordOf(1)]);
  const b = storeOf("b", [recordOf(1, { startedAt: startedAt(70) })]);
  const c = storeOf("c", [recordOf(1, { startedAt: startedAt(80), outcome: crash })]);
  const { id } = recordOf(1).cell;
  expect((await mergeStores([c, b, a])).holders).toEqual(new Map([[id, [b]]]));
  expect((await mergeStores([a, c, a])).holders).toEqual(new Map([[id, [a, a]]]));
});

test("two thousand files become one", async () => {
  const files = Array.from({ length: 2000 }, (_, seed) => {
    const file = join(parent, `${seed}.jsonl`);
    writeFileSync(file, `${JSON.stringify(recordOf(seed))}\n`);
    return file;
  });
  expect((await mergeStores(files)).records).toBe(2000);
});

test("a folder that cannot be filled stays as it was, and nothing lies beside it", async () => {
  const folder = storeOf("there", [recordOf(1)]);
  const before = bytesOf(folder);
  const files = new Map([["records.jsonl", ["new\n"]]]);
  const links = { folder: "weights", files: new Map([["x.f32", join(parent, "nowhere")]]) };
  await expect(placeFolder(folder, { files, links }, storeFiles)).rejects.toThrow(
    `${folder}: must be a folder that can be written: got ENOENT`,
  );
  expect(bytesOf(folder)).toEqual(before);
  mkdirSync(join(parent, "alone"));
  await placeFolder(join(parent, "alone"), { files, links: { ...links, files: new Map() } }, []);
  expect(readFileSync(join(parent, "alone", "records.jsonl"), "utf8")).toBe("new\n");
});
