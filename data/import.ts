import { rm } from "node:fs/promises";
import { basename, join } from "node:path";
import {
  DataError,
  type Download,
  type Example,
  type Found,
  type Importer,
  look,
  type Split,
  splits,
} from "../tasks/index.ts";
import { DamagedArchive, isArchive, unpack } from "./archive.ts";
import { mismatch, mismatchText } from "./checksum.ts";
import { type Choice, taskOf } from "./choice.ts";
import { buildEntry, type Written } from "./entry.ts";
import { makeFolder } from "./folder.ts";
import { originDifferences, originFile } from "./origin.ts";
import type { PrepareOptions } from "./prepare.ts";
import { openSplitWriter } from "./write.ts";

export interface ImportOptions extends Omit<PrepareOptions, "threads"> {
  /** Whether to take data whose sizes are not the official ones. */
  readonly isPartial?: boolean;
  /** Whether to put it in the place of an earlier import. */
  readonly isReplacing?: boolean;
  /** Whether to take an archive whose checksum is not the published one, as with `isPartial`. */
  readonly isUnchecked?: boolean;
  /** How an archive is known to differ from the published one, where that was looked at already. */
  readonly differences?: readonly string[];
}

/**
 * Reads official files into the cache, from a folder or an archive, and gives the entry's folder. Throws DataError at the
 * first thing wrong in them, DamagedArchive where an archive cannot be unpacked, and an AbortError when `signal` aborts;
 * the cache is then as before.
 */
export async function importData(
  choice: Choice,
  path: string,
  options: ImportOptions = {},
): Promise<string> {
  const { imported, title } = taskOf(choice);
  if (!imported) throw new DataError(`${title}: there is no public data set to import.`);
  const { isReplacing = false, onWait, signal } = options;
  const kind = kindOf(path);
  const write = async (target: string): Promise<Written> => {
    const known =
      options.differences ??
      (kind === "archive" ? await checked(path, imported.download, options) : []);
    const read = async (folder: string) => {
      const found = await imported.open(folder, choice.options);
      const differences = [
        ...known,
        ...(await originDifferences(folder)),
        ...(found.differences ?? []),
      ];
      return copy({ ...found, differences }, path, target, choice, options);
    };
    if (kind === "folder") return read(path);
    return withUnpacked(path, join(target, "unpacked"), imported, choice, signal, read);
  };
  return buildEntry(choice, write, {
    former: isReplacing ? "replaced" : "refused",
    onWait,
    signal,
  });
}

/** How an archive differs from the published one. Throws DataError where that is not to be taken. */
async function checked(
  archive: string,
  published: Download,
  { isUnchecked, isPartial }: ImportOptions,
): Promise<readonly string[]> {
  const wrong = await mismatch(archive, published);
  if (wrong === null) return [];
  if (isUnchecked || isPartial) return [mismatchText(wrong)];
  throw new DataError(
    `${archive}: must have the ${wrong.algorithm} ${wrong.wanted}: got ${wrong.got}. Download it again, or add --unchecked to take it as it is.`,
  );
}

function kindOf(path: string): "folder" | "archive" {
  const stats = look(path);
  if (stats === null)
    throw new DataError(`${path}: must be a folder or an archive: got nothing there.`);
  if (stats.isDirectory()) return "folder";
  if (isArchive(path)) return "archive";
  throw new DataError(
    stats.size === 0
      ? `${path}: must be a folder, a tar or a tar.gz: got an empty file. Download it again.`
      : `${path}: must be a folder, a tar or a tar.gz: got another file. Name the folder that it is in.`,
  );
}

/** Hands over a folder that the archive is unpacked into for so long; errors in its files name the archive instead. */
async function withUnpacked<T>(
  archive: string,
  folder: string,
  { wants }: Importer,
  { options }: Choice,
  signal: AbortSignal | undefined,
  read: (folder: string) => Promise<T>,
): Promise<T> {
  makeFolder(folder);
  try {
    const isWanted = (file: string) =>
      basename(file) === originFile || (wants?.(file, options) ?? true);
    await unpack(archive, folder, isWanted, signal);
    return await read(folder);
  } catch (error) {
    if (!(error instanceof DataError) || error instanceof DamagedArchive) throw error;
    throw new DataError(error.message.replaceAll(folder, archive));
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 9 }); // a file may still be written
  }
}

async function copy(
  found: Found,
  path: string,
  target: string,
  choice: Choice,
  { isPartial = false, onProgress, signal }: ImportOptions,
): Promise<Written> {
  const differences = [...(found.differences ?? [])];
  const counts: Record<Split, number | null> = { train: 0, validation: null, test: 0 };
  for (const split of splits) {
    const examples = found.splits[split];
    if (examples === null) continue;
    const total = found.sizes?.[split] ?? null;
    const onExample = (done: number) => {
      signal?.throwIfAborted();
      if (total !== null && done > total && !isPartial) refuse(path, split, "more", total);
      onProgress?.({ split, done, total, left: null });
    };
    const count = await copySplit(examples, target, split, taskOf(choice).towers, onExample);
    if (count === 0) refuseEmpty(path, split);
    counts[split] = count;
    if (total === null || count === total) continue;
    if (!isPartial) refuse(path, split, count, total);
    const noun = count === 1 ? "example" : "examples";
    differences.push(`${split} has ${count} ${noun} instead of ${total}`);
  }
  return { form: found.form, differences, counts };
}

async function copySplit(
  examples: AsyncIterable<Example>,
  target: string,
  split: Split,
  towers: number,
  onExample: (done: number) => void,
): Promise<number> {
  const writer = openSplitWriter(target, split, towers);
  let count = 0;
  try {
    for await (const example of examples) {
      writer.add(example);
      onExample(++count);
    }
  } finally {
    writer.close();
  }
  return count;
}

/** Also of data that may be partial: nothing can be learnt from it, or told by it. */
function refuseEmpty(path: string, split: Split): never {
  throw new DataError(`${path}: ${split} must have an example: got none. Copy the files afresh.`);
}

function refuse(path: string, split: Split, got: number | "more", total: number): never {
  throw new DataError(
    `${path}: ${split} must have ${total} examples: got ${got}. Copy the files afresh, or add --partial to take them as they are.`,
  );
}
