import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { image } from "../../../tasks/image/index.ts";
import type { Examples } from "../../../tasks/index.ts";
import { exportTo } from "../../support/exporting.ts";
import { importAll } from "../../support/importing.ts";
import { made } from "./made.ts";

const importer = image.imported!;
const root = await mkdtemp(join(tmpdir(), "lra-image-export-"));
afterAll(() => rm(root, { recursive: true }));

/** Label and pixels of each example, as text. */
const written = ({ count, labels, tokens }: Examples): readonly string[] =>
  Array.from({ length: count }, (_, i) => `${labels[i]}: ${tokens(i)[0]!.join(" ")}`);

describe("pictures of side 32", () => {
  const dataset = made({ trainExamples: 47, validationExamples: 5, testExamples: 7 });
  const { train, validation, test: last } = dataset.splits;
  const folder = join(root, "made", "here");

  test("go in order into the files, a fifth in each for training", async () => {
    await exportTo(image, dataset, folder);
    const names = [1, 2, 3, 4, 5].map((number) => `data_batch_${number}.bin`);
    const files = await Promise.all(names.map((name) => readFile(join(folder, name))));
    expect(files.map(({ length }) => length / 3073)).toEqual([10, 10, 11, 10, 11]);

    const records = Buffer.concat(files);
    const expected = [train, validation].flatMap(({ count, labels, tokens }) =>
      Array.from({ length: count }, (_, i) => {
        const grey = tokens(i)[0]!;
        return Buffer.concat([Uint8Array.of(labels[i]!), grey, grey, grey]);
      }),
    );
    expect(records.equals(Buffer.concat(expected))).toBe(true);
    expect((await stat(join(folder, "test_batch.bin"))).size).toBe(7 * 3073);
  });

  test("come back from import: training and validation drawn anew, test in order", async () => {
    const back = (await importAll(importer, folder)).splits;
    expect([back.train.count, back.validation.count]).toEqual([46, 6]);
    const all = [...written(train), ...written(validation)];
    const drawn = [...written(back.train), ...written(back.validation)];
    expect(drawn).not.toEqual(all);
    expect(drawn.toSorted()).toEqual(all.toSorted());
    expect(written(back.test)).toEqual(written(last));
  });

  test("the draw hangs on the seed alone", async () => {
    const [first, again, other] = await Promise.all(
      [1, 1, 2].map((seed) => importAll(importer, folder, { seed })),
    );
    expect(again!.fingerprint).toBe(first!.fingerprint);
    expect(written(other!.splits.validation)).not.toEqual(written(first!.splits.validation));
    expect(written(other!.splits.test)).toEqual(written(first!.splits.test));
  });
});

describe("what the format cannot hold", () => {
  test("other sides", async () => {
    await expect(exportTo(image, made({ side: 16 }), join(root, "none"))).rejects.toThrow(
      "CIFAR-10 files: pictures must have 1024 pixels: got 256. Generate them with side 32.",
    );
  });

  test("fewer examples than files", async () => {
    const tiny = made({ trainExamples: 3, validationExamples: 1 });
    await expect(exportTo(image, tiny, join(root, "none"))).rejects.toThrow(
      "CIFAR-10 files: need 5 training and validation examples, one for each file: got 4. " +
        "Generate more.",
    );
    await expect(stat(join(root, "none"))).rejects.toThrow("ENOENT");
  });
});
