import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { StoreError, systemReason } from "./errors.ts";
import { makeFolder } from "./store.ts";

/** What a folder shall hold. */
export interface Contents {
  /** Texts in pieces, by the name of their file. */
  readonly files: ReadonlyMap<string, Iterable<string>>;
  /** A folder in it, and the files that it shall hold, by their names there: hard links where that can be, else copies. */
  readonly links: { readonly folder: string; readonly files: ReadonlyMap<string, string> };
}

/**
 * Fills a folder, made if need be: all is written aside first and then renamed. Of what is there already only what has the
 * name of one of `owned` goes, in their order. Throws StoreError.
 */
export async function placeFolder(
  folder: string,
  { files, links }: Contents,
  owned: readonly string[],
): Promise<void> {
  const draft = `${resolve(folder)}.draft-${process.pid}`;
  try {
    makeFolder(draft);
    for (const [name, pieces] of files) await writeFile(join(draft, name), pieces, { flush: true });
    linkAll(join(draft, links.folder), links.files);
    putIn(folder, draft, owned);
  } catch (error) {
    throw new StoreError(
      `${folder}: must be a folder that can be written: got ${systemReason(error)}. Make room there, or choose another folder.`,
      { cause: error },
    );
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function linkAll(folder: string, files: ReadonlyMap<string, string>): void {
  if (files.size === 0) return;
  mkdirSync(folder);
  for (const [name, source] of files) linkOrCopy(source, join(folder, name));
}

/** Not every file system has links, and none has them to another. */
function linkOrCopy(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch {
    copyFileSync(source, target);
  }
}

/** A folder that is new comes at once; in one that is there, entry by entry, each whole or not at all. */
function putIn(folder: string, draft: string, owned: readonly string[]): void {
  if (!existsSync(folder)) {
    renameSync(draft, folder);
    return;
  }
  const old = join(draft, "old");
  const come = readdirSync(draft).filter((name) => !owned.includes(name));
  mkdirSync(old);
  for (const name of [...come, ...owned]) {
    const [from, to] = [join(draft, name), join(folder, name)];
    const isFile = existsSync(from) && statSync(from).isFile();
    if (!isFile && existsSync(to)) renameSync(to, join(old, name));
    if (existsSync(from)) renameSync(from, to);
  }
}
