import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { DataError } from "../tasks/index.ts";
import { datasetsFolder, downloadsFolder } from "./cache.ts";
import { type Card, readCard } from "./card.ts";
import { unfinishedOf } from "./entry.ts";
import { isAside } from "./swap.ts";

/** A data set in the cache. */
export interface Entry {
  readonly folder: string;
  readonly card: Card;
}

/** One whose card cannot be understood, and why. */
export interface DamagedEntry {
  readonly folder: string;
  readonly problem: string;
}

/** All that lies where data sets are, by name. */
export interface Contents {
  readonly entries: readonly Entry[];
  readonly damaged: readonly DamagedEntry[];
  /** Folders of a writing that goes on, or broke off. */
  readonly unfinished: readonly string[];
  /** Downloads, whole or not. */
  readonly archives: readonly { readonly file: string; readonly bytes: number }[];
}

export function contents(): Contents {
  const root = datasetsFolder();
  const entries: Entry[] = [];
  const damaged: DamagedEntry[] = [];
  const unfinished: string[] = [];
  for (const name of existsSync(root) ? readdirSync(root).sort() : []) {
    const folder = join(root, name);
    if (name.endsWith(unfinishedOf("")) || isAside(name)) {
      unfinished.push(folder);
      continue;
    }
    try {
      const card = readCard(folder);
      if (card !== null) entries.push({ folder, card });
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      damaged.push({ folder, problem: error.message });
    }
  }
  return { entries, damaged, unfinished, archives: archives() };
}

function archives(): Contents["archives"] {
  const root = downloadsFolder();
  const names = existsSync(root) ? readdirSync(root).sort() : [];
  return names
    .map((name) => join(root, name))
    .map((file) => ({ file, bytes: statSync(file, { throwIfNoEntry: false })?.size ?? 0 }))
    .filter(({ file, bytes }) => bytes > 0 && !/\.(lock|tag)$/.test(file));
}
