import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decode } from "fast-png";
import { afterAll, expect, test } from "vitest";
import { type Dataset, splits } from "../../../tasks/index.ts";
import { pathfinder, pathx } from "../../../tasks/pathfinder/index.ts";
import { exportTo } from "../../support/exporting.ts";
import { importAll } from "../../support/importing.ts";
import { made } from "./made.ts";

const root = await mkdtemp(join(tmpdir(), "lra-pathfinder-export-"));
afterAll(() => rm(root, { recursive: true }));

/** Pictures of one grey each, which are quickly made. */
function plain(train: number, side = 32): Dataset {
  const part = (count: number, first: number) => ({
    count,
    labels: Uint8Array.from({ length: count }, (_, i) => i % 2),
    tokens: (i: number) => [new Uint8Array(side ** 2).fill((first + i) % 256)],
  });
  return {
    fingerprint: "",
    splits: { train: part(train, 0), validation: part(2, 100), test: part(3, 200) },
  };
}

test("a thousand pictures a folder, train first; rows as the release's", async () => {
  const folder = join(root, "plain");
  await exportTo(pathfinder, plain(1001), folder);
  const set = join(folder, "pathfinder32/curv_contour_length_14");
  const rows = async (batch: number) =>
    (await readFile(join(set, `metadata/${batch}.npy`), "utf8")).split("\n");
  const first = await rows(0);
  expect(first).toHaveLength(1001);
  expect(first.slice(0, 2)).toEqual([
    "imgs/0 sample_0.png 0 0 1 14 4 2 0.5 1 1",
    "imgs/0 sample_1.png 1 1 1 14 4 2 0.5 1 1",
  ]);
  expect(await rows(1)).toEqual([
    "imgs/1 sample_0.png 0 0 1 14 4 2 0.5 1 1", // the last of train
    "imgs/1 sample_1.png 1 0 1 14 4 2 0.5 1 1", // validation
    "imgs/1 sample_2.png 2 1 1 14 4 2 0.5 1 1",
    "imgs/1 sample_3.png 3 0 1 14 4 2 0.5 1 1", // test
    "imgs/1 sample_4.png 4 1 1 14 4 2 0.5 1 1",
    "imgs/1 sample_5.png 5 0 1 14 4 2 0.5 1 1",
    "",
  ]);
  expect((await readdir(join(set, "imgs/0"))).length).toBe(1000);
  const greys = await Promise.all(
    Array.from({ length: 6 }, async (_, i) => {
      const { width, channels, data } = decode(await readFile(join(set, `imgs/1/sample_${i}.png`)));
      return [width, channels, data[0], data[1023]];
    }),
  );
  expect(greys).toEqual([1000 % 256, 100, 101, 200, 201, 202].map((grey) => [32, 1, grey, grey]));
});

test.each([32, 64])("pictures of resolution %i come back from import", async (resolution) => {
  const folder = join(root, `made-${resolution}`);
  const options = { resolution, difficulty: "easy" };
  const dataset = made(options);
  await exportTo(pathfinder, dataset, folder, options);
  const back = await importAll(pathfinder.imported!, folder, options);
  expect(splits.map((split) => back.splits[split].count)).toEqual([13, 2, 2]);
  expect(written(back).toSorted()).toEqual(written(dataset).toSorted());
  expect(written(back)).not.toEqual(written(dataset));
});

const written = ({ splits: parts }: Dataset): readonly string[] =>
  splits.flatMap((split) => {
    const { count, labels, tokens } = parts[split];
    return Array.from({ length: count }, (_, i) => `${labels[i]}: ${tokens(i)[0]!.join(" ")}`);
  });

test("a set that is there already is left alone", async () => {
  const folder = join(root, "twice");
  const set = join(folder, "pathfinder32/curv_contour_length_14");
  await mkdir(join(set, "metadata"), { recursive: true });
  await writeFile(join(set, "metadata/0.npy"), "theirs");
  await expect(exportTo(pathfinder, plain(3), folder)).rejects.toThrow(
    `${set}/metadata/0.npy: must not be there yet: got a file. Name another folder.`,
  );
  expect(await readdir(set, { recursive: true })).toEqual(["metadata", "metadata/0.npy"]);
});

test.each([
  [{ difficulty: "intermediate" }, "curv_contour_length_9", "1 9 3 2 0.5 1 1"],
  [{ difficulty: "easy", contourLength: 8 }, "curv_contour_length_8", "1 8 2 2 0.5 1 1"],
  [{ contourLength: 6 }, "curv_baseline", "1 6 2 2 0.5 1 1"],
  [{ contourLength: 2, distractors: 0 }, "curv_contour_length_2", "1 2 1 2 0.5 1 1"],
])("the folder and the rows say what was drawn: %j", async (options, name, parameters) => {
  const folder = join(root, name);
  await exportTo(pathfinder, plain(1), folder, options);
  const rows = await readFile(join(folder, "pathfinder32", name, "metadata/0.npy"), "utf8");
  expect(rows.split("\n")[0]).toBe(`imgs/0 sample_0.png 0 0 ${parameters}`);
});

test("a margin that was drawn for each picture is 0 in the rows of Path-X", async () => {
  const folder = join(root, "pathx");
  await exportTo(pathx, plain(1, 128), folder, pathx.generated.options.parse({ contourLength: 9 }));
  const set = join(folder, "pathfinder128/curv_contour_length_9");
  const rows = await readFile(join(set, "metadata/0.npy"), "utf8");
  expect(rows.split("\n")[0]).toBe("imgs/0 sample_0.png 0 0 1.8 9 3 5 1.5 0 1");
});

test("pictures of another size are refused", async () => {
  await expect(exportTo(pathfinder, plain(3, 16), join(root, "small"))).rejects.toThrow(
    "Pathfinder files: pictures must have 1024, 4096, 16384, 65536 pixels: got 256. " +
      "Generate them with one of the benchmark's resolutions.",
  );
});
