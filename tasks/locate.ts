import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { DataError } from "./errors.ts";
import { foundBy } from "./reason.ts";

/** Folders inside folders that are looked into: archives wrap their files in two or three. */
const deepest = 4;

/** The folder that holds `name`, a file or a folder: `root` itself or the first one below it. Throws DataError. */
export const locate = (root: string, name: string): Promise<string> =>
  locateWhere(root, name, (entry) => entry === name);

/** The same of a name of which only so much is known; `what` tells of it in the error. */
export async function locateWhere(
  root: string,
  what: string,
  isIt: (name: string) => boolean,
): Promise<string> {
  for await (const folder of foldersWith(root, isIt)) return folder;
  throw new DataError(
    `${root}: must hold ${what}, at most ${deepest} folders down: got none. Name the folder or the archive that it is in.`,
  );
}

/** All folders that hold `name`, those next to the root first, otherwise by name. Looks no further than it is asked. */
export const locateAll = (root: string, name: string): AsyncGenerator<string, void, void> =>
  foldersWith(root, (entry) => entry === name);

async function* foldersWith(
  root: string,
  isIt: (name: string) => boolean,
): AsyncGenerator<string, void, void> {
  let level = [root];
  for (let depth = 0; depth <= deepest; depth++) {
    const next: string[] = [];
    for (const folder of level) {
      const entries = await entriesOf(folder);
      if (entries.some(({ name }) => isIt(name))) yield folder;
      const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
      next.push(...folders.sort().map((inner) => join(folder, inner)));
    }
    level = next;
  }
}

async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    const found = foundBy(error as NodeJS.ErrnoException);
    throw new DataError(`${folder}: must be a folder that can be read: got ${found}.`);
  }
}
