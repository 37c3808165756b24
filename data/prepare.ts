import { DataError } from "../tasks/index.ts";
import { mend, readCard } from "./card.ts";
import { type Choice, taskOf } from "./choice.ts";
import { requireCounts } from "./counts.ts";
import { buildEntry, isCached } from "./entry.ts";
import { type FillOptions, fill } from "./fill.ts";
import type { Waiting } from "./lock.ts";

export type PrepareOptions = FillOptions & Waiting;

/**
 * The folder of a choice's data: from the cache, or generated into it. Throws DataError where data would have to be
 * imported first, or an entry has not the examples asked for, a WriteFault where the cache cannot be written, and an
 * AbortError when `signal` aborts; what was made by then is gone on with next time.
 */
export async function prepare(choice: Choice, options: PrepareOptions = {}): Promise<string> {
  requireImported(choice);
  const generation = taskOf(choice).generated.plan(choice.options);
  const folder = await buildEntry(choice, (target) => fill(target, choice, generation, options), {
    isResumable: "example" in generation,
    onWait: options.onWait,
    signal: options.signal,
  });
  const card = readCard(folder);
  if (card?.source === "generated") {
    requireCounts(folder, card.splits, generation.sizes, mend);
  }
  return folder;
}

/** Throws DataError when the choice is of imported data that is not in the cache. */
export function requireImported(choice: Choice): void {
  if (choice.source === "generated" || isCached(choice)) return;
  const { task } = choice;
  throw new DataError(
    `task ${task}: ${taskOf(choice).imported!.name} must be in the cache with these options: got none. ` +
      `Run lra data download ${task}, or lra data import ${task} FOLDER.`,
  );
}
