import {
  accessSync,
  constants,
  existsSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { combine, DataError, openDigest, type Split } from "../tasks/index.ts";
import { cacheFolder, datasetsFolder } from "./cache.ts";
import { type Card, cardFile, cardText, readCard, type SplitCard } from "./card.ts";
import { type Choice, entryName, taskOf } from "./choice.ts";
import { makeFolder } from "./folder.ts";
import { locked, type Waiting } from "./lock.ts";
import { openSplit } from "./read.ts";

/** Where the data of a choice lies, or would lie. */
export const entryFolder = (choice: Choice): string => join(datasetsFolder(), entryName(choice));

export const isCached = (choice: Choice): boolean => existsSync(cardFile(entryFolder(choice)));

/** What a writer of an entry found besides the files that it wrote. */
export type Written = Pick<Card, "form" | "differences"> & { readonly hasValidation: boolean };

export interface BuildOptions extends Waiting {
  /** Whether to make an entry anew that is there already. */
  readonly isReplacing?: boolean;
  /** Whether what an earlier writing left behind when it broke off may be gone on with. */
  readonly isResumable?: boolean;
}

/**
 * The folder of a choice's data, written by `write` unless it is there already. It comes into being whole or not at all,
 * and by one process: others wait for it. Throws DataError when the cache cannot be written.
 */
export async function buildEntry(
  choice: Choice,
  write: (folder: string) => Promise<Written>,
  { isReplacing = false, isResumable = false, ...waiting }: BuildOptions = {},
): Promise<string> {
  const folder = entryFolder(choice);
  if (!isReplacing && isCached(choice)) return folder;
  return orRefuse(async () => {
    makeFolder(datasetsFolder());
    const build = async () => {
      if (!isReplacing && isCached(choice)) return folder;
      const unfinished = `${folder}.unfinished`;
      if (!isResumable) rmSync(unfinished, { recursive: true, force: true });
      makeFolder(unfinished);
      const written = await write(unfinished).catch((error: unknown) => {
        if (!isResumable) rmSync(unfinished, { recursive: true, force: true });
        throw error;
      });
      writeFileSync(cardFile(unfinished), await describe(choice, unfinished, written));
      rmSync(folder, { recursive: true, force: true });
      renameSync(unfinished, folder);
      return folder;
    };
    return locked(`${folder}.lock`, build, waiting);
  });
}

/** Throws DataError when the cache cannot be written. */
export async function requireCache(): Promise<void> {
  await orRefuse(async () => {
    makeFolder(datasetsFolder());
    accessSync(datasetsFolder(), constants.W_OK);
  });
}

/** A data set in the cache. */
export interface Entry {
  readonly folder: string;
  readonly card: Card;
}

/** All of them, by name. */
export function entries(): readonly Entry[] {
  const root = datasetsFolder();
  const names = existsSync(root) ? readdirSync(root).sort() : [];
  return names
    .map((name) => join(root, name))
    .filter((folder) => !folder.endsWith(".unfinished"))
    .flatMap((folder) => {
      const card = readCard(folder);
      return card ? [{ folder, card }] : [];
    });
}

async function describe(choice: Choice, folder: string, written: Written): Promise<string> {
  const { version, towers } = taskOf(choice);
  const test = await digestOf(folder, "test", towers);
  const train = await digestOf(folder, "train", towers);
  const validation = written.hasValidation ? await digestOf(folder, "validation", towers) : null;
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

/** Reads a split back from the disk: what the card says is what lies there. */
export async function digestOf(folder: string, split: Split, towers: number): Promise<SplitCard> {
  const { count, labels, tokens, tokenCount, close } = openSplit(folder, split, towers, null);
  const digest = openDigest();
  try {
    for (let i = 0; i < count; i++) {
      digest.add({ label: labels[i]!, towers: tokens(i) });
      if (i % 256 === 0) await setImmediate();
    }
  } finally {
    close();
  }
  return { examples: count, tokens: tokenCount, digest: digest.hex() };
}

/** Faults of the cache's own files are told as such; those of others' files have been told by then. */
async function orRefuse<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { syscall, path, message } = error as NodeJS.ErrnoException;
    if (!syscall || (path && !path.startsWith(cacheFolder()))) throw error;
    throw new DataError(
      `cache ${datasetsFolder()}: must be writable: got ${message}. Make room there, or set LRA_CACHE_DIR to another folder.`,
    );
  }
}
