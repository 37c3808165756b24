import { setImmediate } from "node:timers/promises";
import { DataError, type Example, type Generation, type Split, splits } from "../tasks/index.ts";
import { type Choice, taskOf } from "./choice.ts";
import { buildEntry, isCached, type Written } from "./entry.ts";
import { openSplitWriter } from "./write.ts";

export interface Filling {
  readonly split: Split;
  /** Examples written of the split, and in all; `null` while that is not known. */
  readonly done: number;
  readonly total: number | null;
}

export interface PrepareOptions {
  readonly onProgress?: ((filling: Filling) => void) | undefined;
  readonly onWait?: ((holder: string) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The folder of a choice's data: from the cache, or generated into it. Throws DataError where data would have to be
 * imported first, and an AbortError when `signal` aborts; what was made by then is gone on with next time.
 */
export async function prepare(choice: Choice, options: PrepareOptions = {}): Promise<string> {
  requireImported(choice);
  const generation = taskOf(choice).generated.plan(choice.options);
  return buildEntry(choice, (folder) => fill(folder, choice, generation, options), {
    isResumable: "example" in generation,
    onWait: options.onWait,
  });
}

/** Throws DataError when the choice is of imported data that is not in the cache. */
export function requireImported(choice: Choice): void {
  if (choice.source === "generated" || isCached(choice)) return;
  const { task } = choice;
  const { imported } = taskOf(choice);
  throw new DataError(
    `task ${task}: ${imported?.name ?? "the imported data"} must be in the cache with these options: got none. ` +
      `Run lra data ${imported?.downloads.length ? `download ${task}, or lra data import` : "import"} ${task} FOLDER.`,
  );
}

async function fill(
  folder: string,
  choice: Choice,
  generation: Generation,
  { onProgress, signal }: PrepareOptions,
): Promise<Written> {
  const { towers } = taskOf(choice);
  const next = source(generation);
  for (const split of splits) {
    const total = generation.sizes[split];
    const writer = openSplitWriter(folder, split, towers);
    try {
      for (let i = writer.kept; i < total; i++) {
        writer.add(next(split, i));
        onProgress?.({ split, done: i + 1, total });
        await setImmediate();
        signal?.throwIfAborted();
      }
    } finally {
      writer.close();
    }
  }
  return { form: "generated", differences: [], hasValidation: true };
}

/** Gives the examples when asked for them in order. */
function source(generation: Generation): (split: Split, i: number) => Example {
  if ("example" in generation) return generation.example;
  const sequence = generation.all()[Symbol.iterator]();
  return () => {
    const { value, done } = sequence.next();
    if (!done) return value;
    throw new RangeError("generation: need as many examples as its sizes say: got fewer.");
  };
}
