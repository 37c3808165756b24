import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { writeOfficial } from "../../data/index.ts";
import { DataError, type OfficialFile, type Task, tasks } from "../../tasks/index.ts";
import { exportTo } from "../support/exporting.ts";
import { generated } from "../support/generated.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "lra-export-"));
});
afterEach(() => rmSync(root, { recursive: true }));

const two = (): readonly OfficialFile[] => [
  { path: "a/one.txt", content: ["1", "", "23"] },
  { path: "two.bin", content: [Uint8Array.of(4, 5), Uint8Array.of(6)] },
];

test("files are written into a folder that is made, and nothing else", async () => {
  const folder = join(root, "made", "here");
  await writeOfficial(two, folder);
  expect(readdirSync(folder, { recursive: true }).sort()).toEqual(["a", "a/one.txt", "two.bin"]);
  expect(readFileSync(join(folder, "a/one.txt"), "utf8")).toBe("123");
  expect([...readFileSync(join(folder, "two.bin"))]).toEqual([4, 5, 6]);
});

test("where one is there already none is written", async () => {
  writeFileSync(join(root, "two.bin"), "theirs");
  await expect(writeOfficial(two, root)).rejects.toThrow(
    new DataError(
      `${join(root, "two.bin")}: must not be there yet: got a file. Name another folder.`,
    ),
  );
  expect(readdirSync(root)).toEqual(["two.bin"]);
  expect(readFileSync(join(root, "two.bin"), "utf8")).toBe("theirs");
});

test("what fails half-way leaves nothing", async () => {
  function* failing() {
    yield "begun";
    throw new DataError("no more");
  }
  const files = () => [...two(), { path: "three.txt", content: failing() }];
  await expect(writeOfficial(files, root)).rejects.toThrow("no more");
  expect(readdirSync(root)).toEqual([]);
});

test("what is stopped leaves nothing", async () => {
  const controller = new AbortController();
  function* endless() {
    for (let i = 0; ; i++) {
      if (i === 100) controller.abort();
      yield "more";
    }
  }
  const files = () => [{ path: "endless.txt", content: endless() }];
  await expect(writeOfficial(files, root, controller.signal)).rejects.toThrow(/abort/);
  expect(readdirSync(root)).toEqual([]);
});

test.each(["/dev/null/x", "/proc/x", "/proc/x/y"])("%s cannot be written", async (folder) => {
  await expect(writeOfficial(two, folder)).rejects.toThrow(
    new RegExp(
      `^${folder}: must be writable: got .+\\. Make room there, or name another folder\\.$`,
    ),
  );
});

const few = { trainExamples: 5, validationExamples: 2, testExamples: 2 };
describe.each(Object.entries<Task>(tasks))("%s", (name, task) => {
  test("no file of an earlier export is written over", async () => {
    const options = name === "pathx" ? { ...few, distractors: 0, contourLength: 4 } : few;
    const dataset = generated(task, name === "listops" ? { ...few, maxLength: 900 } : options);
    await exportTo(task, dataset, root, options);
    const paths = readdirSync(root, { recursive: true }) as string[];
    const [file] = paths.filter((path) => /\.(tsv|bin|npy|png)$/.test(path)).sort();
    writeFileSync(join(root, file!), "theirs");
    await expect(exportTo(task, dataset, root, options)).rejects.toThrow("must not be there yet");
    expect(readFileSync(join(root, file!), "utf8")).toBe("theirs");
    expect(readdirSync(root, { recursive: true }).sort()).toEqual(paths.sort());
  });
});

test("another's files of other names stay beside them", async () => {
  mkdirSync(join(root, "a"));
  writeFileSync(join(root, "a/other.txt"), "theirs");
  await writeOfficial(two, root);
  expect(existsSync(join(root, "a/one.txt"))).toBe(true);
  expect(readFileSync(join(root, "a/other.txt"), "utf8")).toBe("theirs");
});
