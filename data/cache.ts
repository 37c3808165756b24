import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { makeFolder, tryFolder } from "./folder.ts";
import { writingInto } from "./writing.ts";

/**
 * The folder of everything that can be made or fetched again: `$LRA_CACHE_DIR`, else `lra` in `$XDG_CACHE_HOME`, else in
 * the system's own place.
 */
export function cacheFolder(
  env: Readonly<Record<string, string | undefined>> = process.env,
): string {
  if (env.LRA_CACHE_DIR) return resolve(env.LRA_CACHE_DIR);
  if (env.XDG_CACHE_HOME) return join(resolve(env.XDG_CACHE_HOME), "lra");
  if (process.platform === "win32" && env.LOCALAPPDATA) return join(env.LOCALAPPDATA, "lra");
  return join(homedir(), ".cache", "lra");
}

/** Where data sets lie, one folder each. */
export const datasetsFolder = (): string => join(cacheFolder(), "datasets");

/** Where downloaded files lie, those that are not yet whole with `.part` behind their names. */
export const downloadsFolder = (): string => join(cacheFolder(), "downloads");

/** Faults of the cache's own files in `work` become a WriteFault. */
export const writingCache = <T>(work: () => Promise<T>): Promise<T> =>
  writingInto(
    {
      folder: cacheFolder(),
      name: `cache ${datasetsFolder()}`,
      advice: "Make room there, or set LRA_CACHE_DIR to another folder.",
    },
    work,
  );

/** Throws a WriteFault when the cache cannot be written. */
export const requireCache = (): Promise<void> =>
  writingCache(async () => {
    makeFolder(datasetsFolder());
    tryFolder(datasetsFolder());
  });
