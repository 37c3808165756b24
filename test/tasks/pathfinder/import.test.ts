import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { DataError, type Dataset, splits } from "../../../tasks/index.ts";
import { pathfinder, pathx } from "../../../tasks/pathfinder/index.ts";
import { encodePng } from "../../../tasks/pathfinder/png.ts";
import { exportTo } from "../../support/exporting.ts";
import { importAll } from "../../support/importing.ts";
import { made } from "./made.ts";

const importer = pathfinder.imported!;
const fixtures = join(import.meta.dirname, "../../../fixtures/pathfinder");
const hard = "pathfinder32/curv_contour_length_14";
const root = await mkdtemp(join(tmpdir(), "lra-pathfinder-import-"));
afterAll(() => rm(root, { recursive: true }));

let copies = 0;
/** A copy of a fixture, which may be damaged. */
async function copyOf(form: "text" | "array"): Promise<string> {
  const folder = join(root, String(copies++));
  await cp(join(fixtures, form), folder, { recursive: true });
  return folder;
}

/** Label and pixels of each example, as text. */
const written = ({ splits: parts }: Dataset): readonly string[] =>
  splits.flatMap((split) => {
    const { count, labels, tokens } = parts[split];
    return Array.from({ length: count }, (_, i) => `${labels[i]}: ${tokens(i)[0]!.join(" ")}`);
  });

/** The generator's first pictures, of which the fixtures are made. */
const original = written(made({}));

describe("the fixtures", () => {
  test("text: all pictures, in an order drawn over files 2 and 10 and their rows", async () => {
    const dataset = await importAll(importer, join(fixtures, "text"));
    expect(splits.map((split) => dataset.splits[split].count)).toEqual([8, 1, 1]);
    const order = written(dataset).map((picture) => original.indexOf(picture));
    expect(order).toEqual([2, 5, 1, 7, 3, 4, 0, 6, 8, 9]);
    const other = await importAll(importer, join(fixtures, "text"), { seed: 1 });
    expect(written(other).map((picture) => original.indexOf(picture))).toEqual([
      5, 8, 6, 7, 1, 4, 9, 3, 2, 0,
    ]);
  });

  test("NumPy arrays: the same pictures as the text tells of", async () => {
    const dataset = await importAll(importer, join(fixtures, "array"));
    expect(splits.map((split) => dataset.splits[split].count)).toEqual([4, 0, 1]);
    expect(written(dataset).toSorted()).toEqual(original.slice(0, 5).toSorted());
  });
});

describe("where the set is", () => {
  test("below folders of an archive, the inner of two", async () => {
    const folder = await copyOf("text");
    const outer = join(root, "outer");
    await mkdir(join(outer, "lra_release"), { recursive: true });
    await rename(join(folder, "pathfinder32"), join(outer, "lra_release/pathfinder32"));
    expect((await importAll(importer, outer)).splits.train.count).toBe(8);

    const inner = join(outer, "lra_release/lra_release");
    await cp(join(fixtures, "array"), inner, { recursive: true });
    expect((await importAll(importer, outer)).splits.train.count).toBe(4);
    expect((await importAll(importer, dirname(inner))).splits.train.count).toBe(4);
  });

  test.each([
    [{ difficulty: "easy" }, "pathfinder32/curv_baseline"],
    [{ difficulty: "intermediate" }, "pathfinder32/curv_contour_length_9"],
  ])("%j: %s", async (options, name) => {
    const folder = await copyOf("text");
    await rename(join(folder, hard), join(folder, name));
    expect((await importAll(importer, folder, options)).splits.train.count).toBe(8);
    await expect(importAll(importer, folder)).rejects.toThrow(
      new DataError(
        `${join(folder, hard)}: must hold the folder metadata: got none. Unpack the archive afresh.`,
      ),
    );
  });

  test("nowhere", async () => {
    await expect(importAll(importer, fixtures, { resolution: 64 })).rejects.toThrow(
      `${fixtures}: must hold pathfinder64, at most 4 folders down: got none.`,
    );
  });

  test("of an archive only the files of the set are wanted", () => {
    const wanted = (path: string, options: object) =>
      importer.wants!(path, importer.options.parse(options));
    const path = "lra_release/lra_release/pathfinder32/curv_baseline/imgs/0/sample_1.png";
    expect(wanted(path, { difficulty: "easy" })).toBe(true);
    expect(wanted(path, {})).toBe(false);
    expect(wanted(path, { difficulty: "easy", resolution: 64 })).toBe(false);
    expect(wanted("pathfinder32/curv_baseline/metadata/7.npy", { difficulty: "easy" })).toBe(true);
    expect(pathx.imported!.wants!("pathfinder128/curv_contour_length_14/metadata/0.npy", {})).toBe(
      true,
    );
  });
});

test("Path-X reads the hard set of resolution 128", async () => {
  const folder = join(root, "pathx");
  const dataset = made({ resolution: 128, trainExamples: 2 });
  await exportTo(pathx, dataset, folder);
  expect(written(await importAll(pathx.imported!, folder)).toSorted()).toEqual(
    written(dataset).toSorted(),
  );
});

describe("sizes are the release's", () => {
  test("200,000 pictures", async () => {
    const { sizes, form } = await importer.open(join(fixtures, "text"), importer.options.parse({}));
    expect(sizes).toEqual({ train: 160_000, validation: 20_000, test: 20_000 });
    expect(form).toBe("metadata and PNG files");
  });

  test("but for the picture that is an empty file, which is left out", async () => {
    const folder = await copyOf("array");
    const easy = join(folder, "pathfinder32/curv_baseline");
    await rename(join(folder, hard), easy);
    const metadata = "imgs/0 sample_172.png 172 1\n";
    const good = await readFile(join(easy, "imgs/0/sample_0.png"));
    await writeFile(join(easy, "metadata/2.npy"), metadata);
    await writeFile(join(easy, "imgs/0/sample_172.png"), good);
    const options = { difficulty: "easy" };
    expect(written(await importAll(importer, folder, options))).toHaveLength(6);

    await writeFile(join(easy, "imgs/0/sample_172.png"), "");
    expect(written(await importAll(importer, folder, options))).toHaveLength(5);
    const { sizes } = await importer.open(folder, importer.options.parse(options));
    expect(sizes).toEqual({ train: 159_999, validation: 20_000, test: 20_000 });
  });

  test("in another set the same empty file is damage", async () => {
    const folder = await copyOf("array");
    await writeFile(join(folder, hard, "metadata/2.npy"), "imgs/0 sample_172.png 172 1\n");
    await writeFile(join(folder, hard, "imgs/0/sample_172.png"), "");
    await expect(importAll(importer, folder)).rejects.toThrow(
      `${join(folder, hard, "imgs/0/sample_172.png")}: must be a PNG: got an empty file.`,
    );
  });
});

const row = "imgs/2 sample_0.png 0 1 1.0 14 4 2 0.5 1 1\n";
describe("damaged metadata", () => {
  test.each([
    ["empty", "", "must have a row for each picture: got an empty file"],
    ["gzip", gzipSync(row), "must be text: got gzip. Unpack it"],
    ["bytes", Buffer.from([0x69, 0xff, 0x0a]), "must be UTF-8 or a NumPy array: got other bytes"],
    ["cut", `${row}imgs/2 sam`, 'the last row must have a line end: got "imgs/2 sam"'],
    ["short", row + row.replace(" 1\n", "\n"), "row 2: must have 11 fields: got 10"],
    ["an empty row", `${row}\n`, "row 2: must have 11 fields: got 1"],
    [
      "no labels",
      "imgs/2 sample_0.png 0\n",
      "row 1: must be imgs/NUMBER, sample_NUMBER.png, a number and the label: got " +
        '"imgs/2 sample_0.png 0"',
    ],
    ["label 2", row.replace("0 1 1.0", "0 2 1.0"), 'row 1: the label must be 0 or 1: got "2"'],
    ["label -1", row.replace("0 1 1.0", "0 -1 1.0"), 'row 1: the label must be 0 or 1: got "-1"'],
    ["a name that leads out", row.replace("sample_0", "../../sample_0"), "row 1: must be imgs/NUM"],
    ["a folder that does", row.replace("imgs/2", "imgs/2/../../.."), "row 1: must be imgs/NUM"],
    ["from the root", row.replace("imgs/2", "/imgs/2"), "row 1: must be imgs/NUM"],
    ["long", Buffer.alloc(2 ** 24 + 1), "must have at most 16777216 bytes: got 16777217"],
  ])("%s", async (_, text, reason) => {
    const folder = await copyOf("text");
    const path = join(folder, hard, "metadata/10.npy");
    await writeFile(path, text);
    await expect(importAll(importer, folder)).rejects.toThrow(
      new RegExp(`^${escaped(`${path}: ${reason}`)}.*\\. Copy the file afresh\\.$`),
    );
  });

  test("of the NumPy kind", async () => {
    const folder = await copyOf("array");
    const path = join(folder, hard, "metadata/0.npy");
    const bytes = await readFile(path);
    await writeFile(path, bytes.subarray(0, -1));
    await expect(importAll(importer, folder)).rejects.toThrow(
      `${path}: an array of 3 × 11 texts must have 4352 bytes: got 4351. Copy the file afresh.`,
    );
    bytes.writeUInt32LE(0x37, 128 + 4 * 32 * (11 + 3)); // the label of the second row
    await writeFile(path, bytes);
    await expect(importAll(importer, folder)).rejects.toThrow(
      `${path}: row 2: the label must be 0 or 1: got "7". Copy the file afresh.`,
    );
  });

  test("is not there", async () => {
    const folder = await copyOf("text");
    await rm(join(folder, hard, "metadata"), { recursive: true });
    await mkdir(join(folder, hard, "metadata/0.npy"), { recursive: true });
    await expect(importAll(importer, folder)).rejects.toThrow(
      `${join(folder, hard, "metadata/0.npy")}: must be a file: got something else.`,
    );
    await rename(join(folder, hard, "metadata/0.npy"), join(folder, hard, "metadata/a.npy"));
    await expect(importAll(importer, folder)).rejects.toThrow(
      `${join(folder, hard, "metadata")}: must hold files as 0.npy: got none. Copy the folder afresh.`,
    );
  });
});

describe("damaged pictures", () => {
  const png = Buffer.from(encodePng(new Uint8Array(1024).fill(7), 32));
  const changed = (at: number, value: number) => {
    const bytes = Buffer.from(png);
    bytes[at] = value;
    return bytes;
  };
  const headers = Buffer.concat([png.subarray(0, 33), png.subarray(8, 33), png.subarray(33)]);

  test.each([
    ["empty", Buffer.alloc(0), "must be a PNG: got an empty file"],
    ["gzip", gzipSync(png), "must be a PNG: got another file"],
    ["cut", png.subarray(0, -20), "must be a whole PNG: got a damaged one"],
    ["cut in its header", png.subarray(0, 30), "must be a PNG: got one without a header"],
    ["too long", Buffer.concat([png, Buffer.alloc(11_000)]), "must have at most 10240 bytes: got"],
    ["flipped", changed(45, 99), "must be a whole PNG: got a damaged one"],
    ["of another checksum", changed(png.length - 13, 0), "must be a whole PNG: got a damaged one"],
    ["wide", changed(19, 33), "must have 32 × 32 pixels: got 33 × 32"],
    ["of 16 bits", changed(24, 16), "must be grey, 8 bits a pixel, row by row: got another kind"],
    ["in colour", changed(25, 2), "must be grey, 8 bits a pixel, row by row: got another kind"],
    ["interlaced", changed(28, 1), "must be grey, 8 bits a pixel, row by row: got another kind"],
    ["with two headers", headers, "must have one header: got another"],
  ])("%s", async (_, bytes, reason) => {
    const folder = await copyOf("text");
    const path = join(folder, hard, "imgs/10/sample_2.png");
    await writeFile(path, bytes);
    await expect(importAll(importer, folder)).rejects.toThrow(
      new RegExp(`^${escaped(`${path}: ${reason}`)}.*\\. Copy the file afresh\\.$`),
    );
  });

  test("missing, or a folder", async () => {
    const folder = await copyOf("text");
    const path = join(folder, hard, "imgs/10/sample_2.png");
    await rm(path);
    await expect(importAll(importer, folder)).rejects.toThrow(
      `${path}: must be a file that can be read: got nothing there. Copy the file afresh.`,
    );
    await mkdir(path);
    await expect(importAll(importer, folder)).rejects.toThrow(
      `${path}: must be a file: got something else. Copy the file afresh.`,
    );
  });
});

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
