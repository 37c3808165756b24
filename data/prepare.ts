import { setImmediate } from "node:timers/promises";
import { DataError, type Example, type Generation, type Split, splits } from "../tasks/index.ts";
import { type Choice, taskOf } from "./choice.ts";
import { openCrew, type Range } from "./crew.ts";
import { buildEntry, isCached, type Written } from "./entry.ts";
import type { Waiting } from "./lock.ts";
import { openSplitWriter } from "./write.ts";

export interface Filling {
  readonly split: Split;
  /** Examples written of the split, and in all; `null` while that is not known. */
  readonly done: number;
  readonly total: number | null;
}

export interface PrepareOptions extends Waiting {
  readonly onProgress?: ((filling: Filling) => void) | undefined;
  /** That may share the work; 1 unless given. */
  readonly threads?: number | undefined;
}

/** Examples from which on threads are worth their start. */
const fewest = 500;

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
    signal: options.signal,
  });
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

async function fill(
  folder: string,
  choice: Choice,
  generation: Generation,
  { onProgress, signal, threads = 1 }: PrepareOptions,
): Promise<Written> {
  const { towers } = taskOf(choice);
  const crew = worthThreads(generation, threads) ? openCrew(choice, threads) : null;
  const make = crew?.make ?? inOrder(generation);
  try {
    for (const split of splits) {
      const total = generation.sizes[split];
      const writer = openSplitWriter(folder, split, towers);
      try {
        let done = writer.kept;
        for await (const example of make({ split, from: done, to: total })) {
          writer.add(example);
          onProgress?.({ split, done: ++done, total });
          signal?.throwIfAborted();
        }
      } finally {
        writer.close();
      }
    }
  } finally {
    await crew?.close();
  }
  return { form: "generated", differences: [], hasValidation: true };
}

/** Threads take a moment to start, and can share only what is made example by example. */
function worthThreads(generation: Generation, threads: number): boolean {
  const { train, validation, test } = generation.sizes;
  return threads > 1 && "example" in generation && train + validation + test >= fewest;
}

/** Made by this thread; the event loop gets its turn after every example. */
function inOrder(generation: Generation): (range: Range) => AsyncIterable<Example> {
  const sequence = "all" in generation ? generation.all()[Symbol.iterator]() : null;
  return async function* ({ split, from, to }) {
    for (let i = from; i < to; i++) {
      yield "example" in generation ? generation.example(split, i) : nextOf(sequence!);
      await setImmediate();
    }
  };
}

function nextOf(sequence: Iterator<Example>): Example {
  const { value, done } = sequence.next();
  if (!done) return value;
  throw new RangeError("generation: need as many examples as its sizes say: got fewer.");
}
