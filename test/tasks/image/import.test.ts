import { cp, mkdir, mkdtemp, readFile, rename, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { image } from "../../../tasks/image/index.ts";
import { importAll } from "../../support/importing.ts";

const importer = image.imported!;
const fixtures = join(import.meta.dirname, "../../../fixtures/image");
const root = await mkdtemp(join(tmpdir(), "lra-image-"));
const folder = join(root, "cifar-10-batches-bin");
const archive = "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz";

beforeEach(async () => {
  await rm(root, { recursive: true });
  await cp(fixtures, root, { recursive: true });
});
afterAll(() => rm(root, { recursive: true }));

/** Grey levels of the four quarters, if each is of one level. */
function quarters(pixels: Uint8Array): readonly number[] {
  const levels = [0, 16, 512, 528].map((at) => pixels[at]!);
  for (let i = 0; i < 1024; i++) {
    const [row, column] = [Math.floor(i / 32), i % 32];
    expect(pixels[i]).toBe(levels[2 * Number(row > 15) + Number(column > 15)]);
  }
  return levels;
}

describe("the fixtures", () => {
  test("every record becomes its label and its grey picture", async () => {
    const { train, validation, test: last } = (await importAll(importer, root)).splits;
    expect([train.count, validation.count, last.count]).toEqual([4, 1, 2]);
    const pictures = new Map(
      [train, validation].flatMap(({ labels, tokens }) =>
        Array.from(labels, (label, i) => [label, quarters(tokens(i)[0]!)] as const),
      ),
    );
    // red, green, blue, white, black, yellow, (12, 34, 56), (200, 100, 50)
    expect(Object.fromEntries(pictures)).toEqual({
      0: [76, 149, 29, 255],
      1: [149, 29, 255, 0],
      2: [29, 255, 0, 226],
      3: [255, 0, 226, 29],
      4: [0, 226, 29, 124],
    });
    expect([...last.labels]).toEqual([9, 5]);
    expect(quarters(last.tokens(0)[0]!)).toEqual([226, 29, 124, 128]);
    expect(quarters(last.tokens(1)[0]!)).toEqual([29, 124, 128, 150]);
  });

  test("are found from above and from inside", async () => {
    const { fingerprint } = await importAll(importer, root);
    expect((await importAll(importer, folder)).fingerprint).toBe(fingerprint);
  });

  test("are told to be what they should be", async () => {
    const { form, sizes } = await importer.open(root, importer.options.parse({}));
    expect(form).toBe("binary batches");
    expect(sizes).toEqual({ train: 45_000, validation: 5_000, test: 10_000 });
  });
});

test("of an archive only batches are wanted, those of other versions to be told as such", () => {
  const wanted = (path: string) => importer.wants!(`cifar-10-batches/${path}`, {});
  expect(
    ["data_batch_5.bin", "test_batch.bin", "data_batch_1", "data_batch_1.mat"].map(wanted),
  ).toEqual([true, true, true, true]);
  expect(["readme.html", "batches.meta.txt", "data_batch_6.bin"].map(wanted)).toEqual([
    false,
    false,
    false,
  ]);
});

describe("damage is told with file, record and the version to get", () => {
  const refusal = async () => {
    const error: unknown = await importAll(importer, root).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: "DataError" });
    return (error as Error).message;
  };
  const path = join(folder, "data_batch_2.bin");
  const afresh = `Unpack ${archive} afresh.`;

  test.each([
    ["an empty file", () => writeFile(path, ""), "must hold records: got an empty file"],
    ["a cut file", () => truncate(path, 3000), "must hold records of 3073 bytes: got 3000 bytes"],
    [
      "gzip",
      async () => writeFile(path, gzipSync(await readFile(path))),
      "must hold records of 3073 bytes: got gzip",
    ],
    ["no file", () => rm(path), "must be a file that can be read: got nothing there"],
    ["a folder", () => rm(path).then(() => mkdir(path)), "must be a file: got something else"],
  ])("%s", async (_, damage, reason) => {
    await damage();
    expect(await refusal()).toBe(`${path}: ${reason}. ${afresh}`);
  });

  test("the test file is looked at before anything is read", async () => {
    const last = join(folder, "test_batch.bin");
    await truncate(last, 3074);
    await expect(importer.open(root, importer.options.parse({}))).rejects.toThrow(
      `${last}: must hold records of 3073 bytes: got 3074 bytes. ${afresh}`,
    );
  });

  test("a label that is no class", async () => {
    const last = join(folder, "test_batch.bin");
    const bytes = await readFile(last);
    bytes[3073] = 10;
    await writeFile(last, bytes);
    expect(await refusal()).toBe(
      `${last}, record 2: the label must be from 0 to 9: got 10. ${afresh}`,
    );
  });

  test("a file that is cut while it is read", async () => {
    const { splits } = await importer.open(root, importer.options.parse({}));
    const last = join(folder, "test_batch.bin");
    await truncate(last, 3073 + 100);
    const read = async () => {
      for await (const { label } of splits.test) expect(label).toBe(9);
    };
    await expect(read()).rejects.toThrow(
      `${last}, record 2: must have 3073 bytes: got 100. ${afresh}`,
    );
  });

  test.each([
    ["data_batch_1", "Python"],
    ["data_batch_1.mat", "MATLAB"],
  ])("%s: the %s version", async (name, version) => {
    await rename(join(folder, "data_batch_1.bin"), join(folder, name));
    expect(await refusal()).toBe(
      `${folder}: must hold the binary version of CIFAR-10: got the ${version} version. ` +
        `Download ${archive} and unpack it.`,
    );
  });

  test("nothing like it", async () => {
    await rm(folder, { recursive: true });
    expect(await refusal()).toBe(
      `${root}: must hold data_batch_1.bin, at most 4 folders down: got none. ` +
        "Name the folder or the archive that it is in.",
    );
  });
});
