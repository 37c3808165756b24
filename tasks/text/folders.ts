import { readFileSync, statSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { isClutter } from "../clutter.ts";
import { DataError, quote } from "../errors.ts";
import { foundBy, reasonOf } from "../reason.ts";
import { stream } from "../rng.ts";
import type { Example, Found } from "../task.ts";
import { importedReview, longestReview, tooLong } from "./imported-review.ts";

/** A review's file. */
interface Source {
  readonly path: string;
  readonly label: number;
}

/** The folder of each label, and the ratings of ten that belong there. */
const kinds = [
  { name: "neg", lowest: 1, highest: 4 },
  { name: "pos", lowest: 7, highest: 10 },
] as const;

/**
 * `{train,test}/{neg,pos}/<id>_<rating>.txt`: by id, negative ones first, then shuffled by the seed. Validation is the
 * test split, or the last tenth of the shuffled training split.
 */
export async function openFolders(
  folder: string,
  { validation, seed }: { readonly validation: "test" | "train"; readonly seed: number },
): Promise<Found> {
  const shuffled = async (split: "train" | "test") => {
    const sources = await sourcesIn(join(folder, split));
    stream(seed, "text", "imported", split).shuffle(sources);
    return sources;
  };
  const [train, test] = [await shuffled("train"), await shuffled("test")];
  const form = "aclImdb folders";
  if (validation === "test") {
    return {
      form,
      sizes: { train: 25_000, validation: 25_000, test: 25_000 },
      splits: { train: read(train), validation: null, test: read(test) },
    };
  }
  const kept = train.length - Math.ceil(train.length / 10);
  return {
    form,
    sizes: { train: 22_500, validation: 2_500, test: 25_000 },
    splits: {
      train: read(train.slice(0, kept)),
      validation: read(train.slice(kept)),
      test: read(test),
    },
  };
}

async function sourcesIn(folder: string): Promise<Source[]> {
  const sources: Source[] = [];
  for (const [label, kind] of kinds.entries()) {
    const inner = join(folder, kind.name);
    const reviews = (await namesIn(inner)).map((file) => ({ file, id: idOf(inner, file, kind) }));
    reviews.sort((a, b) => a.id - b.id || (a.file < b.file ? -1 : 1));
    sources.push(...reviews.map(({ file }) => ({ path: join(inner, file), label })));
  }
  return sources;
}

/** At least one. */
async function namesIn(folder: string): Promise<string[]> {
  const refusal = (got: string) =>
    new DataError(`${folder}: must be a folder of reviews: got ${got}. Copy it afresh.`);
  const all = await readdir(folder).catch((error) => {
    throw refusal(foundBy(error));
  });
  const names = all.filter((name) => !isClutter(name));
  if (names.length === 0) throw refusal("none in it");
  return names;
}

function idOf(folder: string, file: string, { lowest, highest }: (typeof kinds)[number]): number {
  const [, id, rating] = /^(\d{1,9})_(\d{1,2})\.txt$/.exec(file) ?? [];
  if (Number(rating) >= lowest && Number(rating) <= highest) return Number(id);
  throw new DataError(
    `${folder}: a review must be called <id>_<rating>.txt, the rating from ${lowest} to ${highest}: ` +
      `got ${quote(file)}. Take the file away, or copy the folder afresh.`,
  );
}

/** One file after the other, each in one go: for files as small as these that takes a fifth of the time. */
async function* read(sources: readonly Source[]): AsyncGenerator<Example, void, void> {
  for (const source of sources) {
    await setImmediate(); // timers and signals have their turn
    yield exampleOf(source);
  }
}

function exampleOf({ path, label }: Source): Example {
  try {
    const state = statSync(path);
    if (!state.isFile()) throw new Error("a review must be a file: got something else");
    if (state.size > longestReview) throw new Error(tooLong(state.size));
    return importedReview(readFileSync(path), label);
  } catch (error) {
    throw new DataError(`${path}: ${reasonOf(error)}. Copy the file afresh.`);
  }
}
