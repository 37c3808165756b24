import {
  closeSync,
  ftruncateSync,
  openSync,
  readFileSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { DataError, type Example, type Rng, stream } from "../../../tasks/index.ts";
import { type Row, readMetadata } from "../../../tasks/pathfinder/metadata.ts";
import { readPictures } from "../../../tasks/pathfinder/read.ts";

const fixtures = join(import.meta.dirname, "../../../fixtures/pathfinder");
const root = await mkdtemp(join(tmpdir(), "lra-pathfinder-fuzz-"));
afterAll(() => rm(root, { recursive: true }));

const mutations: readonly ((bytes: Buffer, from: number, to: number, rng: Rng) => Buffer)[] = [
  function flip(bytes, from, _, rng) {
    const flipped = Buffer.from(bytes);
    flipped[from] = rng.int(256);
    return flipped;
  },
  function cut(bytes, from, to) {
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  function insert(bytes, from, to, rng) {
    const more = Buffer.alloc(to - from, rng.int(256));
    return Buffer.concat([bytes.subarray(0, from), more, bytes.subarray(from)]);
  },
  function duplicate(bytes, from, to) {
    return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]);
  },
];

/** Changes a file at some place, for a few bytes or for many. */
function mutated(bytes: Buffer, rng: Rng): Buffer {
  const from = rng.int(bytes.length);
  const to = from + 1 + rng.int(rng.int(2) === 0 ? 4 : 100);
  return mutations[rng.int(mutations.length)]!(bytes, from, to, rng);
}

/** A copy of a file that can be rewritten in place, which is much faster than anew. */
function rewritable(from: string, path: string) {
  const whole = readFileSync(from);
  writeFileSync(path, whole);
  const file = openSync(path, "r+");
  return {
    whole,
    rewrite(bytes: Buffer) {
      ftruncateSync(file, bytes.length);
      writeSync(file, bytes, 0, bytes.length, 0);
    },
    close: () => closeSync(file),
  };
}

/** What reading gives, or the line that says why it gives nothing. */
async function outcome<T extends object>(read: () => T | Promise<T>): Promise<T | string> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof DataError) || error.message.includes("\n")) throw error;
    return error.message;
  }
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
      await outcome(async () => {
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
      outcomes.push(await outcome(() => readMetadata(path)));
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
