import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create } from "tar";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DamagedArchive, unpack } from "../../data/archive.ts";
import { contents, entryFolder, importData, openStored } from "../../data/index.ts";
import { chooseData } from "../../runner/index.ts";
import { type Rng, stream } from "../../tasks/index.ts";
import { mutate, outcomeOf, rewritable } from "../support/mutate.ts";

const fixtures = join(import.meta.dirname, "../../fixtures/listops/lf");
const imported = chooseData("listops", { source: "imported" });
const before = process.env.LRA_CACHE_DIR;

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "lra-archive-"));
  process.env.LRA_CACHE_DIR = join(root, "cache");
  cpSync(fixtures, join(root, "lf"), { recursive: true });
});
afterAll(() => {
  process.env.LRA_CACHE_DIR = before;
  rmSync(root, { recursive: true });
});

test("what the system refuses while unpacking is not told as a damaged archive", async () => {
  const archive = join(root, "sound.tar");
  await create({ file: archive, cwd: root }, ["lf"]);
  const failing = unpack(archive, join(root, "not-made"), () => true);
  await expect(failing).rejects.toMatchObject({ code: "ENOENT" });
  await expect(failing).rejects.not.toBeInstanceOf(DamagedArchive);
});

test("unpacking that is aborted ends before the archive does", async () => {
  const many = join(root, "many");
  mkdirSync(many);
  for (let i = 0; i < 300; i++) writeFileSync(join(many, `${i}.bin`), Buffer.alloc(100_000, i));
  const archive = join(root, "many.tar");
  await create({ file: archive, cwd: root }, ["many"]);
  const target = join(root, "target");
  mkdirSync(target);
  const controller = new AbortController();
  let asked = 0;
  const wants = () => {
    if (++asked === 20) controller.abort();
    return true;
  };
  await expect(unpack(archive, target, wants, controller.signal)).rejects.toThrow(/abort/);
  expect(asked).toBeLessThan(100);
  expect(readdirSync(target)).toEqual(["many"]);
});

function mutated(bytes: Buffer, rng: Rng): Buffer {
  const from = rng.int(bytes.length);
  const to = from + 1 + rng.int(rng.int(2) === 0 ? 8 : 600);
  return mutate(bytes, from, to, rng.int(256), rng);
}

test.each([
  ["tar.gz", true],
  ["tar", false],
])("500 mutated archives, %s: data, or one line that names the archive", async (end, gzip) => {
  const archive = join(root, `fuzz.${end}`);
  await create({ gzip, file: archive, cwd: root, portable: true }, ["lf"]);
  const { whole, rewrite, close } = rewritable(archive, archive);
  const rng = stream(0, "archives", end);
  const outcomes: (number | string)[] = [];
  for (let i = 0; i < 500; i++) {
    rewrite(mutated(whole, rng));
    outcomes.push(
      await outcomeOf(async () => {
        const path = await importData(imported, archive, { isPartial: true, isReplacing: true });
        const stored = openStored(path);
        stored.close();
        return stored.splits.train.count;
      }),
    );
  }
  close();
  const refusals = outcomes.filter((outcome) => typeof outcome === "string");
  expect(refusals.filter((line) => !line.startsWith(archive))).toEqual([]);
  expect(refusals.filter((line) => line.includes("unpacked"))).toEqual([]);
  expect(refusals.length).toBeGreaterThan(200);
  expect(outcomes.length - refusals.length).toBeGreaterThan(gzip ? 0 : 100);
  expect(contents().unfinished).toEqual([]);
  expect(existsSync(`${entryFolder(imported)}.lock`)).toBe(false);
});
