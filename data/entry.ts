import { existsSync, rmSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { combine, DataError, type Split } from "../tasks/index.ts";
import { datasetsFolder, writingCache } from "./cache.ts";
import { type Card, cardFile, cardText, readCard } from "./card.ts";
import { type Choice, entryName, taskOf } from "./choice.ts";
import { type Counts, requireCounts } from "./counts.ts";
import { digestOf } from "./digest.ts";
import { splitFiles } from "./files.ts";
import { makeFolder } from "./folder.ts";
import { locked, type Waiting } from "./lock.ts";
import { putBack, putInPlace } from "./swap.ts";

/** Where the data of a choice lies, or would lie. */
export const entryFolder = (choice: Choice): string => join(datasetsFolder(), entryName(choice));

export const isCached = (choice: Choice): boolean => existsSync(cardFile(entryFolder(choice)));

/** What a writer of an entry knows of the files that it wrote. */
export type Written = Pick<Card, "form" | "differences"> & { readonly counts: Counts };

export interface BuildOptions extends Waiting {
  /** What becomes of an entry that is there already: it is kept unless given. */
  readonly former?: "kept" | "replaced" | "refused";
  /** Whether what an earlier writing left behind when it broke off may be gone on with. */
  readonly isResumable?: boolean;
}

/** Where an entry lies while it is written. */
export const unfinishedOf = (folder: string): string => `${folder}.unfinished`;

/**
 * The folder of a choice's data, written by `write` unless it is there already. It comes into being whole or not at all,
 * and by one process: others wait for it. Throws a WriteFault when the cache cannot be written.
 */
export async function buildEntry(
  choice: Choice,
  write: (folder: string) => Promise<Written>,
  { former = "kept", isResumable = false, ...waiting }: BuildOptions = {},
): Promise<string> {
  const folder = entryFolder(choice);
  if (isToStay(choice, former)) return folder;
  const build = async () => {
    putBack(folder);
    if (isToStay(choice, former)) return folder;
    const unfinished = unfinishedOf(folder);
    const clear = () => rm(unfinished, { recursive: true, force: true });
    if (!isResumable) await clear();
    makeFolder(unfinished);
    try {
      const written = await write(unfinished);
      const card = await describe(choice, unfinished, written, waiting.signal);
      writeFileSync(cardFile(unfinished), card, { flush: true });
    } catch (error) {
      if (!isResumable || error instanceof DataError) await clear();
      throw error;
    }
    putInPlace(unfinished, folder);
    return folder;
  };
  return writingCache(async () => {
    makeFolder(datasetsFolder());
    return locked(`${folder}.lock`, build, waiting);
  });
}

/** Whether there is an entry that is not to be written again. Throws DataError where there must be none. */
function isToStay(choice: Choice, former: NonNullable<BuildOptions["former"]>): boolean {
  if (former === "replaced" || !isCached(choice)) return false;
  if (former === "refused") refuseCached(choice);
  return true;
}

/** Throws DataError where the cache has an import already; the error says of what. */
export function refuseCached(choice: Choice): void {
  const folder = entryFolder(choice);
  const card = readCard(folder);
  if (card === null) return;
  throw new DataError(
    `${taskOf(choice).imported!.name}: the cache must not have it already: got ${card.form} in ${folder}. ` +
      "Add --replace to read it again.",
  );
}

/**
 * What a card says of files that were written; validation examples that are the test split go. Throws DataError where
 * they are not those that were written.
 */
async function describe(
  choice: Choice,
  folder: string,
  written: Written,
  signal: AbortSignal | undefined,
): Promise<string> {
  const { version, towers } = taskOf(choice);
  const read = (split: Split) => digestOf(folder, split, towers, { signal });
  const [test, train] = [await read("test"), await read("train")];
  const own = written.counts.validation === null ? null : await read("validation");
  requireCounts(folder, { train, validation: own, test }, written.counts, notAlone);
  const validation = own?.digest === test.digest ? null : own;
  if (own !== validation) removeSplit(folder, "validation");
  return cardText({
    task: choice.task,
    taskVersion: version,
    source: choice.source,
    options: choice.options as Card["options"],
    form: written.form,
    differences: written.differences,
    towers,
    splits: { train, validation, test },
    fingerprint: combine({
      train: train.digest,
      validation: (validation ?? test).digest,
      test: test.digest,
    }),
  });
}

/** What to do about files of an entry that have more in them than was written. */
export const notAlone =
  "Another program wrote there at the same time. The files were removed: run the same command again.";

function removeSplit(folder: string, split: Split): void {
  for (const file of Object.values(splitFiles(folder, split))) rmSync(file);
}
