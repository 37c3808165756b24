import { closeSync, existsSync, mkdtempSync, openSync, renameSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { DataError, type OfficialFile, type OfficialFiles } from "../tasks/index.ts";
import { makeFolder } from "./folder.ts";
import { writingInto } from "./writing.ts";

/**
 * Writes official files into a folder, made if need be: all of them, or none where anything fails. `files` is asked for
 * them several times. Throws DataError where one is there already or the folder cannot be written, and an AbortError
 * when `signal` aborts.
 */
export async function writeOfficial(
  files: () => OfficialFiles,
  folder: string,
  signal?: AbortSignal,
): Promise<void> {
  const name = folder;
  const advice = "Make room there, or name another folder.";
  await writingInto({ folder, name, advice }, async () => {
    for await (const { path } of files()) refuseThere(join(folder, path));
    makeFolder(folder);
    const draft = mkdtempSync(join(folder, ".unfinished-"));
    try {
      const pause = pausing(signal);
      for await (const file of files()) await write(file, draft, pause);
      for await (const { path } of files()) move(path, draft, folder);
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  });
}

function refuseThere(path: string): void {
  if (!existsSync(path)) return;
  throw new DataError(`${path}: must not be there yet: got a file. Name another folder.`);
}

/** Pieces that are written before others have their turn. */
const atOnce = 64;

/** To be called at every piece. */
function pausing(signal: AbortSignal | undefined): () => Promise<void> {
  let pieces = 0;
  return async () => {
    if (++pieces % atOnce > 0) return;
    await setImmediate();
    signal?.throwIfAborted();
  };
}

async function write(
  { path, content }: OfficialFile,
  folder: string,
  pause: () => Promise<void>,
): Promise<void> {
  makeFolder(dirname(join(folder, path)));
  const handle = openSync(join(folder, path), "wx");
  try {
    for (const piece of content) {
      writeFileSync(handle, piece);
      await pause();
    }
  } finally {
    closeSync(handle);
  }
}

function move(path: string, from: string, to: string): void {
  makeFolder(dirname(join(to, path)));
  renameSync(join(from, path), join(to, path));
}
