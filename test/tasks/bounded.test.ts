import { cpSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DataError, type TaskName, tasks } from "../../tasks/index.ts";
import { importAll } from "../support/importing.ts";

const fixtures = join(import.meta.dirname, "../../fixtures");
const GiB = 2 ** 30;

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "lra-bounded-"));
});
afterAll(() => rmSync(root, { recursive: true }));

/** A file of each kind that a reader might take whole, and how much of it there is; zeros, which take no room. */
const files: readonly [TaskName, string, string, string, number][] = [
  ["listops", "listops/lf", "basic_train.tsv", "Source\tTarget\n", GiB],
  ["text", "text/tab", "films_train.tsv", "Source\tTarget\n", GiB],
  ["text", "text/comma", "films_train.tsv", 'Source,Target\n"', GiB],
  ["text", "text/aclImdb", "train/pos/10_7.txt", "", GiB],
  ["retrieval", "retrieval/tsv_data", "new_aan_pairs.train.tsv", "", GiB],
  ["pathfinder", "pathfinder/text", "pathfinder32/curv_contour_length_14/metadata/2.npy", "", GiB],
  [
    "pathfinder",
    "pathfinder/text",
    "pathfinder32/curv_contour_length_14/imgs/2/sample_0.png",
    "",
    GiB,
  ],
];

const peakBytes = (): number => 1024 * process.resourceUsage().maxRSS;

test.each(files)(
  "%s: a huge %s/%s is refused in little memory",
  async (name, from, path, begin, bytes) => {
    const folder = mkdtempSync(join(root, "files-"));
    cpSync(join(fixtures, from), folder, { recursive: true });
    const file = join(folder, path);
    writeFileSync(file, begin);
    truncateSync(file, bytes);
    const beforeBytes = process.memoryUsage().rss;
    const refused = importAll(tasks[name].imported!, folder);
    await expect(refused).rejects.toBeInstanceOf(DataError);
    await expect(refused).rejects.toThrow(file);
    expect(peakBytes() - beforeBytes).toBeLessThan(300 * 2 ** 20);
  },
);

test("image: of eight million records no more is kept than their order", async () => {
  const folder = mkdtempSync(join(root, "files-"));
  cpSync(join(fixtures, "image/cifar-10-batches-bin"), folder, { recursive: true });
  truncateSync(join(folder, "data_batch_1.bin"), 3073 * 8_000_000);
  const beforeBytes = process.memoryUsage().rss;
  const { splits } = await tasks.image.imported!.open(folder, { seed: 0 });
  let count = 0;
  for await (const { label } of splits.train) {
    expect(label).toBeLessThan(10);
    if (++count === 100) break;
  }
  expect(count).toBe(100);
  expect(peakBytes() - beforeBytes).toBeLessThan(300 * 2 ** 20);
});
