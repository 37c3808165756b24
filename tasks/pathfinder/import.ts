import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DataError } from "../errors.ts";
import { locate } from "../locate.ts";
import { look } from "../look.ts";
import { release } from "../release.ts";
import { stream } from "../rng.ts";
import type { Found, Importer, Sizes } from "../task.ts";
import {
  emptyPicture,
  metadataFolder,
  type PictureSet,
  resolutionFolder,
  setFolder,
} from "./files.ts";
import { type Row, readMetadata } from "./metadata.ts";
import { readPictures } from "./read.ts";

/** What is the same of all sets. */
export const official = {
  name: "Pathfinder of the Long Range Arena release",
  ...release,
  licence: "Apache-2.0",
} satisfies Partial<Importer>;

/** Whether a file of the release belongs to a set. */
export const isOfSet = (path: string, set: PictureSet): boolean =>
  `/${path}`.includes(`/${setFolder(set)}/`);

/**
 * The official files of a set (files.ts) below a folder. All pictures are put into an order drawn by seed, of which the
 * first eight tenths train, the next validates and the last tests; the benchmark's own order hangs on a library's
 * hashes and cannot be had. The archive holds pathfinder128 twice: in its folder `lra_release`, and in a folder of that
 * name inside. The inner one is read, as by S4 (Gu et al. 2022, arXiv 2111.00396).
 */
export async function openSet(given: string, set: PictureSet, seed: number): Promise<Found> {
  const folder = await locateSet(given, set);
  const all = rowsOf(join(folder, metadataFolder));
  const rows = withoutEmptyPicture(all, folder, set);
  stream(seed, "pathfinder", "release").shuffle(rows);

  const { train, validation } = cut(rows.length);
  const testStart = train + validation;
  const read = (from: number, to: number) =>
    readPictures(folder, rows.slice(from, to), set.resolution);
  return {
    form: "metadata and PNG files",
    sizes: cut(200_000 - (all.length - rows.length)),
    splits: {
      train: read(0, train),
      validation: read(train, testStart),
      test: read(testStart, rows.length),
    },
  };
}

async function locateSet(given: string, set: PictureSet): Promise<string> {
  const outer = await locate(given, resolutionFolder(set.resolution));
  const inner = join(outer, "lra_release");
  const folders = [inner, outer].map((folder) => join(folder, setFolder(set)));
  const found = folders.find((folder) => look(join(folder, metadataFolder))?.isDirectory());
  if (found !== undefined) return found;
  throw new DataError(
    `${folders[1]}: must hold the folder ${metadataFolder}: got none. Unpack the archive afresh.`,
  );
}

/** The rows of all metadata files, in the order of their numbers. */
function rowsOf(folder: string): readonly Row[] {
  const files = readdirSync(folder)
    .filter((name) => /^\d+\.npy$/.test(name))
    .sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
  if (files.length === 0) {
    throw new DataError(`${folder}: must hold files as 0.npy: got none. Copy the folder afresh.`);
  }
  return files.flatMap((file) => readMetadata(join(folder, file)));
}

/** Leaves out the release's empty file, as long as it is empty. */
function withoutEmptyPicture(rows: readonly Row[], folder: string, set: PictureSet): Row[] {
  const { set: itsSet, file } = emptyPicture;
  const isIts = set.resolution === itsSet.resolution && set.difficulty === itsSet.difficulty;
  const isEmpty = isIts && look(join(folder, file))?.size === 0;
  return rows.filter((row) => !isEmpty || row.file !== file);
}

/** Sizes of the splits of so many pictures. */
function cut(count: number): Sizes {
  const train = Math.floor((8 * count) / 10);
  const testStart = Math.floor((9 * count) / 10);
  return { train, validation: testStart - train, test: count - testStart };
}
