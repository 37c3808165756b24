import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { DataError } from "./errors.ts";

/** Folders inside folders that are looked into: archives wrap their files in two or three. */
const deepest = 4;

/** The folder that holds `name`, a file or a folder: `root` itself or the first one below it. Throws DataError. */
export async function locate(root: string, name: string): Promise<string> {
  for await (const folder of locateAll(root, name)) return folder;
  throw new DataError(
    `${root}: must hold ${name}, at most ${deepest} folders down: got none. Name the folder or the archive that it is in.`,
  );
}

/** All folders that hold `name`, those next to the root first, otherwise by name. Looks no further than it is asked. */
export async function* locateAll(root: string, name: string): AsyncGenerator<string, void, void> {
  let level = [root];
  for (let depth = 0; depth <= deepest; depth++) {
    const next: string[] = [];
    for (const folder of level) {
      const entries = await entriesOf(folder);
      if (entries.some((entry) => entry.name === name)) yield folder;
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
    const { code } = error as NodeJS.ErrnoException;
    const found = code === "ENOENT" ? "nothing there" : code;
    throw new DataError(`${folder}: must be a folder that can be read: got ${found}.`);
  }
}
