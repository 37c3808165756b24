import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { decodeBytes } from "../../../tasks/text/bytes.ts";
import { imported } from "../../../tasks/text/import.ts";
import { importAll } from "../../support/importing.ts";
import { fixtures, listed, messageOf } from "./importing.ts";

const scratch = mkdtempSync(join(tmpdir(), "lra-text-"));
afterAll(() => rmSync(scratch, { recursive: true }));

describe("aclImdb folders", () => {
  const folder = join(fixtures, "aclImdb");

  test("are read whole, in an order of the seed", async () => {
    const { splits } = await importAll(imported, folder);
    expect(listed(splits.train)).toEqual([
      ["Two hours, f", 0],
      ["The café sce", 1],
      ['"Best film o', 1],
      ["I wanted to ", 0],
      ["A small film", 1],
    ]);
    expect(listed(splits.test)).toEqual([
      ["Slow at firs", 1],
      ["Not the wors", 0],
      ["Mr Østergård", 0],
      ["I laughed, I", 1],
    ]);
    expect(splits.validation).toBe(splits.test);
    const again = await importAll(imported, folder, { seed: 1 });
    expect(listed(again.splits.train)).not.toEqual(listed(splits.train));
    expect(listed(again.splits.train).sort()).toEqual(listed(splits.train).sort());
  });

  test("keep their bytes", async () => {
    const { splits } = await importAll(imported, folder);
    const texts = Array.from({ length: 5 }, (_, i) => decodeBytes(splits.train.tokens(i)[0]!));
    expect(texts).toContain(readFileSync(join(folder, "train/pos/10_7.txt"), "utf8"));
    expect(texts).toContain(readFileSync(join(folder, "train/neg/1_1.txt"), "utf8"));
  });

  test("can hold out a tenth of the training split", async () => {
    const whole = listed((await importAll(imported, folder)).splits.train);
    const { splits } = await importAll(imported, folder, { validation: "train" });
    expect(listed(splits.train)).toEqual(whole.slice(0, 4));
    expect(listed(splits.validation)).toEqual(whole.slice(4));
  });

  test("are found inside other folders, and say what the official sizes are", async () => {
    const { form, sizes, splits } = await imported.open(fixtures, imported.options.parse({}));
    expect(form).toBe("aclImdb folders");
    expect(sizes).toEqual({ train: 25_000, validation: 25_000, test: 25_000 });
    expect(splits.validation).toBe(null);
    const heldOut = await imported.open(fixtures, { validation: "train", seed: 0 });
    expect(heldOut.sizes).toEqual({ train: 22_500, validation: 2_500, test: 25_000 });
  });

  test("of an archive, only labelled reviews are wanted", () => {
    const wants = (path: string) => imported.wants!(path, {});
    expect(wants("aclImdb/train/pos/0_9.txt")).toBe(true);
    expect(wants("aclImdb/test/neg/0_2.txt")).toBe(true);
    expect(wants("films_val.tsv")).toBe(true);
    expect(wants("aclImdb/train/unsup/0_0.txt")).toBe(false);
    expect(wants("aclImdb/train/labeledBow.feat")).toBe(false);
  });

  test("deviate where validation is not the benchmark's", () => {
    expect(imported.deviation(imported.options.parse({}))).toBe(null);
    expect(imported.deviation(imported.options.parse({ validation: "train" }))).toBe(
      "different: validation on a tenth of the training split instead of the test split",
    );
  });
});

describe("damage in folders is told by name", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(scratch, "folders-"));
    cpSync(join(fixtures, "aclImdb"), folder, { recursive: true });
  });
  const write = (path: string, bytes: string | Uint8Array) =>
    writeFileSync(join(folder, path), bytes);
  const message = () => messageOf(importAll(imported, folder));

  test.each([
    ["", "a review must have text: got none"],
    [Uint8Array.of(65, 0xff), "a review must be UTF-8: got other bytes"],
    [gzipSync("text"), "a review must be UTF-8: got other bytes"],
    [Buffer.from("né").subarray(0, 2), "a review must be UTF-8: got other bytes"],
    ["a".repeat(2 ** 20 + 1), "a review must have at most 1 MiB: got 1048577 bytes"],
  ])("file %#", async (bytes, reason) => {
    write("test/neg/0_2.txt", bytes);
    expect(await message()).toBe(`${folder}/test/neg/0_2.txt: ${reason}. Copy the file afresh.`);
  });

  test("a file of 1 MiB is read", async () => {
    write("test/neg/0_2.txt", "a".repeat(2 ** 20));
    expect((await importAll(imported, folder)).splits.test.count).toBe(4);
  });

  test("a huge file is not read", async () => {
    write("test/neg/0_2.txt", "a");
    truncateSync(join(folder, "test/neg/0_2.txt"), 2 ** 40);
    expect(await message()).toContain("at most 1 MiB: got 1099511627776 bytes");
  });

  test("a folder instead of a file", async () => {
    mkdirSync(join(folder, "test/neg/5_1.txt"));
    expect(await message()).toBe(
      `${folder}/test/neg/5_1.txt: a review must be a file: got something else. Copy the file afresh.`,
    );
  });

  test.each([
    ["train/pos/7_4.txt", "7 to 10"],
    ["train/pos/7.txt", "7 to 10"],
    ["train/pos/x_8.txt", "7 to 10"],
    ["train/neg/7_5.txt", "1 to 4"],
    ["train/neg/7_0.txt", "1 to 4"],
    ["train/neg/7_1.txt.gz", "1 to 4"],
  ])("name %s", async (path, ratings) => {
    write(path, "text");
    expect(await message()).toBe(
      `${folder}/${dirname(path)}: a review must be called <id>_<rating>.txt, the rating from ${ratings}: ` +
        `got "${path.slice(10)}". Take the file away, or copy the folder afresh.`,
    );
  });

  test("a link to nothing, and one to itself", async () => {
    const link = join(folder, "test/neg/5_1.txt");
    for (const [target, got] of [
      ["none.txt", "nothing there"],
      ["5_1.txt", "a link to itself"],
    ] as const) {
      symlinkSync(target, link);
      expect(await message()).toBe(
        `${link}: must be a file that can be read: got ${got}. Copy the file afresh.`,
      );
      rmSync(link);
    }
  });

  test("a missing folder, a file in its place, and an empty one", async () => {
    rmSync(join(folder, "train/pos"), { recursive: true });
    expect(await message()).toBe(
      `${folder}/train/pos: must be a folder of reviews: got nothing there. Copy it afresh.`,
    );
    write("train/pos", "text");
    expect(await message()).toBe(
      `${folder}/train/pos: must be a folder of reviews: got a file. Copy it afresh.`,
    );
    rmSync(join(folder, "train/pos"));
    mkdirSync(join(folder, "train/pos"));
    expect(await message()).toBe(
      `${folder}/train/pos: must be a folder of reviews: got none in it. Copy it afresh.`,
    );
  });

  test.each([".DS_Store", "._10_7.txt", ".hidden", "Thumbs.db"])(
    "%s, which a desktop leaves behind, is no review",
    async (name) => {
      const { fingerprint } = await importAll(imported, folder);
      for (const inner of ["train/pos", "test/neg"])
        write(join(inner, name), Uint8Array.of(0, 0xff));
      expect((await importAll(imported, folder)).fingerprint).toBe(fingerprint);
    },
  );

  test("a folder of something else", async () => {
    expect(await messageOf(importAll(imported, join(folder, "train/pos")))).toBe(
      `${folder}/train/pos: must hold the folder train or a file *_train.tsv, at most 4 folders down: got none. Name the folder or the archive that it is in.`,
    );
  });
});
