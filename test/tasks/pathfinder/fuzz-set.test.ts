import { cp, mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { type Rng, stream } from "../../../tasks/index.ts";
import { pathfinder } from "../../../tasks/pathfinder/index.ts";
import { importAll } from "../../support/importing.ts";
import { mutate, outcomeOf, rewritable } from "../../support/mutate.ts";

const fixtures = join(import.meta.dirname, "../../../fixtures/pathfinder");
const hard = "pathfinder32/curv_contour_length_14";
const root = await mkdtemp(join(tmpdir(), "lra-pathfinder-sets-"));
afterAll(() => rm(root, { recursive: true }));

/** How many pictures are read, or why none. */
const read = (folder: string) =>
  outcomeOf(async () => {
    const { splits } = await importAll(pathfinder.imported!, folder);
    return splits.train.count + splits.validation.count + splits.test.count;
  });

/** The reasons without what is different in each, sorted. */
function reasonsOf(outcomes: readonly (number | string)[], folder: string): readonly string[] {
  const reasons = outcomes
    .filter((outcome) => typeof outcome === "string")
    .map((line) => line.replaceAll(/(?<=^| )\/\S+: /g, ""))
    .map((line) => line.replaceAll(/"([^"\\]|\\.)*"/g, "TEXT").replaceAll(/\d+/g, "N"));
  for (const outcome of outcomes)
    if (typeof outcome === "string") expect(outcome).toContain(folder);
  return [...new Set(reasons)].sort();
}

/** Does something to a file or folder of a set that a careless copy might do. */
async function harm(path: string, rng: Rng): Promise<void> {
  switch (rng.int(4)) {
    case 0:
      return rm(path, { recursive: true });
    case 1:
      return rename(path, `${path}.old`);
    case 2:
      await rm(path, { recursive: true });
      return writeFile(path, "");
    default:
      await rm(path, { recursive: true });
      await mkdir(path);
  }
}

test("400 sets of which a file or folder is lost, renamed, emptied or of the other kind", async () => {
  const rng = stream(0, "sets");
  const outcomes: (number | string)[] = [];
  const folder = join(root, "set");
  for (let i = 0; i < 400; i++) {
    await cp(join(fixtures, "text"), folder, { recursive: true });
    const paths = (await readdir(folder, { recursive: true })).sort();
    await harm(join(folder, paths[rng.int(paths.length)]!), rng);
    outcomes.push(await read(folder));
    await rm(folder, { recursive: true });
  }
  expect(reasonsOf(outcomes, folder)).toEqual([
    "must be a PNG: got an empty file. Copy the file afresh.",
    "must be a file that can be read: got nothing there. Copy the file afresh.",
    "must be a file: got something else. Copy the file afresh.",
    "must have a row for each picture: got an empty file. Copy the file afresh.",
    "must hold files as N.npy: got none. Copy the folder afresh.",
    "must hold pathfinderN, at most N folders down: got none. Name the folder or the archive that it is in.",
    "must hold the folder metadata: got none. Unpack the archive afresh.",
  ]);
});

test("1,000 sets with mutated metadata", async () => {
  const folder = join(root, "metadata");
  await cp(join(fixtures, "text"), folder, { recursive: true });
  const path = join(folder, hard, "metadata/10.npy");
  const { whole, rewrite, close } = rewritable(path, path);
  const rng = stream(0, "metadata of sets");
  const outcomes: (number | string)[] = [];
  for (let i = 0; i < 1000; i++) {
    const from = rng.int(whole.length);
    rewrite(
      mutate(whole, from, from + 1 + rng.int(60), rng.int(4) === 0 ? 10 : 48 + rng.int(10), rng),
    );
    outcomes.push(await read(folder));
  }
  close();
  expect(outcomes.filter((outcome) => typeof outcome === "number").length).toBeGreaterThan(100);
  expect(reasonsOf(outcomes, folder)).toEqual([
    "must be a file that can be read: got nothing there. Copy the file afresh.",
    "row N: must be imgs/NUMBER, sample_NUMBER.png, a number and the label: got TEXT. Copy the file afresh.",
    "row N: must have N fields: got N. Copy the file afresh.",
    "row N: the label must be N or N: got TEXT. Copy the file afresh.",
    "the last row must have a line end: got TEXT. Copy the file afresh.",
  ]);
});
