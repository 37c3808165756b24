import { mkdtempSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import {
  DataError,
  type Example,
  type Found,
  type Importer,
  type Split,
  splits,
} from "../tasks/index.ts";
import { isArchive, unpack } from "./archive.ts";
import { datasetsFolder } from "./cache.ts";
import { type Choice, taskOf } from "./choice.ts";
import { buildEntry, entryFolder, isCached, type Written } from "./entry.ts";
import { makeFolder } from "./folder.ts";
import type { PrepareOptions } from "./prepare.ts";
import { openSplitWriter } from "./write.ts";

export interface ImportOptions extends PrepareOptions {
  /** Whether to take data whose sizes are not the official ones. */
  readonly isPartial?: boolean;
  /** Whether to put it in the place of an earlier import. */
  readonly isReplacing?: boolean;
}

/**
 * Reads official files into the cache, from a folder or an archive, and gives the entry's folder. Throws DataError at the
 * first thing wrong in them; the cache is then as before.
 */
export async function importData(
  choice: Choice,
  path: string,
  options: ImportOptions = {},
): Promise<string> {
  const { imported, title } = taskOf(choice);
  if (!imported) throw new DataError(`${title}: there is no public data set to import.`);
  const { isReplacing = false, onWait, signal } = options;
  if (isCached(choice) && !isReplacing) {
    throw new DataError(
      `${imported.name}: the cache must not have it already: got ${entryFolder(choice)}. Add --replace to read it again.`,
    );
  }
  return withFiles(path, imported, choice, async (folder) => {
    const found = await imported.open(folder, choice.options);
    const write = (target: string) => copy(found, path, target, choice, options);
    return buildEntry(choice, write, { isReplacing, onWait, signal });
  });
}

/** Hands over the folder itself, or one that the archive is unpacked into for so long. */
async function withFiles<T>(
  path: string,
  { wants }: Importer,
  { options }: Choice,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) throw new DataError(`${path}: must be a folder or an archive: got nothing there.`);
  if (stats.isDirectory()) return use(path);
  if (!isArchive(path)) {
    throw new DataError(
      `${path}: must be a folder, a tar or a tar.gz: got another file. Name the folder that it is in.`,
    );
  }
  makeFolder(datasetsFolder());
  const folder = mkdtempSync(join(datasetsFolder(), "unpacked-"));
  try {
    await unpack(path, folder, (file) => wants?.(file, options) ?? true);
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function copy(
  found: Found,
  path: string,
  target: string,
  choice: Choice,
  { isPartial = false, onProgress, signal }: ImportOptions,
): Promise<Written> {
  const differences: string[] = [];
  for (const split of splits) {
    const examples = found.splits[split];
    if (examples === null) continue;
    const total = found.sizes?.[split] ?? null;
    const onExample = (done: number) => {
      signal?.throwIfAborted();
      onProgress?.({ split, done, total });
    };
    const count = await copySplit(examples, target, split, taskOf(choice).towers, onExample);
    if (total === null || count === total) continue;
    if (!isPartial) throw new DataError(wrongSize(path, split, count, total));
    differences.push(`${split} has ${count} examples instead of ${total}`);
  }
  return { form: found.form, differences, hasValidation: found.splits.validation !== null };
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

const wrongSize = (path: string, split: Split, count: number, total: number): string =>
  `${path}: ${split} must have ${total} examples: got ${count}. Copy the files afresh, or add --partial to take them as they are.`;
