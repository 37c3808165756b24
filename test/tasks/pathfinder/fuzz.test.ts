import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { type Example, type Rng, stream } from "../../../tasks/index.ts";
import { type Row, readMetadata } from "../../../tasks/pathfinder/metadata.ts";
import { readPictures } from "../../../tasks/pathfinder/read.ts";
import { mutate, outcomeOf, rewritable } from "../../support/mutate.ts";

const fixtures = join(import.meta.dirname, "../../../fixtures/pathfinder");
const root = await mkdtemp(join(tmpdir(), "lra-pathfinder-fuzz-"));
afterAll(() => rm(root, { recursive: true }));

/** Changes a file at some place, for a few bytes or for many. */
function mutated(bytes: Buffer, rng: Rng): Buffer {
  const from = rng.int(bytes.length);
  const to = from + 1 + rng.int(rng.int(2) === 0 ? 4 : 100);
  return mutate(bytes, from, to, rng.int(256), rng);
}

/** The reasons without what is different in each, sorted. */
function reasonsOf(outcomes: readonly (object | string)[], path: string): readonly string[] {
  const reasons = outcomes
    .filter((line) => typeof line === "string")
    .map((line) => line.replace(`${path}: `, "").replace(". Copy the file afresh.", ""))
    .map((line) => line.replaceAll(/"([^"\\]|\\.)*"/g, "TEXT").replaceAll(/\d+/g, "N"));
  return [...new Set(reasons)].sort();
}

const hard = "pathfinder32/curv_contour_length_14";

test("5,500 pictures", async () => {
  const path = join(root, "picture.png");
  const picture = rewritable(join(fixtures, "text", hard, "imgs/2/sample_0.png"), path);
  const rng = stream(0, "pictures");
  const outcomes: (Example | string)[] = [];
  for (let i = 0; i < 5500; i++) {
    picture.rewrite(mutated(picture.whole, rng));
    outcomes.push(
      await outcomeOf(async () => {
        const { value } = await readPictures(root, [{ file: "picture.png", label: 1 }], 32).next();
        return value as Example;
      }),
    );
  }
  picture.close();
  const read = outcomes.filter((one) => typeof one !== "string");
  expect(read.length).toBeGreaterThan(20);
  expect(read.every(({ towers }) => towers[0]!.length === 1024)).toBe(true);
  expect(reasonsOf(outcomes, path)).toEqual([
    "must be a PNG: got another file",
    "must be a PNG: got one without a header",
    "must be a whole PNG: got a damaged one",
    "must be grey, N bits a pixel, row by row: got another kind of PNG",
    "must have N × N pixels: got N × N",
  ]);
});

test("4,500 metadata files: text, UTF-32 arrays and arrays of bytes", async () => {
  const files = [
    ["text", "10.npy"],
    ["array", "0.npy"],
    ["array", "1.npy"],
  ] as const;
  const reasons = new Set<string>();
  for (const [form, name] of files) {
    const path = join(root, name);
    const metadata = rewritable(join(fixtures, form, hard, "metadata", name), path);
    const rng = stream(0, "metadata", name);
    const outcomes: (readonly Row[] | string)[] = [];
    for (let i = 0; i < 1500; i++) {
      metadata.rewrite(mutated(metadata.whole, rng));
      outcomes.push(await outcomeOf(() => readMetadata(path)));
    }
    metadata.close();
    const read = outcomes.filter((one) => typeof one !== "string");
    expect(read.length).toBeGreaterThan(100);
    for (const { file, label } of read.flat()) {
      expect(`${file} ${label}`).toMatch(/^imgs\/\d+\/sample_\d+\.png [01]$/);
    }
    for (const reason of reasonsOf(outcomes, path)) reasons.add(reason);
  }
  expect([...reasons].sort()).toEqual([
    "an array of N × N texts must have N bytes: got N",
    "characters must be Unicode: got number N",
    "must be UTF-N or a NumPy array: got other bytes",
    "must be an array of text with two axes, row by row: got another kind",
    "row N: must be imgs/NUMBER, sample_NUMBER.png, a number and the label: got TEXT",
    "row N: must have N fields: got N",
    "row N: the label must be N or N: got TEXT",
    "the NumPy format must be N, N or N: got N",
    "the last row must have a line end: got TEXT",
  ]);
});
