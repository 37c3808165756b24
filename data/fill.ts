import { setImmediate } from "node:timers/promises";
import {
  DataError,
  type Example,
  type Generation,
  type Sizes,
  type Split,
  splits,
} from "../tasks/index.ts";
import { type Choice, taskOf } from "./choice.ts";
import { openCrew, type Range } from "./crew.ts";
import { notAlone, type Written } from "./entry.ts";
import { openSplitWriter } from "./write.ts";

export interface Filling {
  readonly split: Split;
  /** Examples written of the split, and in all; `null` while that is not known. */
  readonly done: number;
  readonly total: number | null;
  /** Examples to be written yet, of all splits; `null` while that is not known. */
  readonly left: number | null;
}

export interface FillOptions {
  readonly onProgress?: ((filling: Filling) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** That may share the work; 1 unless given. */
  readonly threads?: number | undefined;
}

/** Examples from which on threads are worth their start. */
const fewest = 500;

/** Writes a generation's examples into a folder, behind those that are there from a writing that broke off. */
export async function fill(
  folder: string,
  choice: Choice,
  generation: Generation,
  { threads = 1, ...options }: FillOptions,
): Promise<Written> {
  const crew = worthThreads(generation, threads) ? openCrew(choice, threads) : null;
  try {
    const { towers } = taskOf(choice);
    await fillWith(crew?.make ?? inOrder(generation), generation.sizes, folder, towers, options);
  } finally {
    await crew?.close();
  }
  return { form: "generated", differences: [], counts: generation.sizes };
}

/**
 * Throws DataError where there are more examples than asked for already, and RangeError where `make` makes more or fewer
 * than it is asked for.
 */
export async function fillWith(
  make: (range: Range) => AsyncIterable<Example>,
  sizes: Sizes,
  folder: string,
  towers: number,
  { onProgress, signal }: Pick<FillOptions, "onProgress" | "signal">,
): Promise<void> {
  let later = sizes.train + sizes.validation + sizes.test;
  for (const split of splits) {
    const total = sizes[split];
    later -= total;
    const writer = openSplitWriter(folder, split, towers);
    let done = writer.kept;
    try {
      if (done > total) refuseSurplus(folder, split, done, total);
      for await (const example of make({ split, from: done, to: total })) {
        writer.add(example);
        done++;
        onProgress?.({ split, done, total, left: later + total - done });
        signal?.throwIfAborted();
      }
    } finally {
      writer.close();
    }
    if (done !== total) {
      throw new RangeError(`generation: ${split} must get ${total} examples: got ${done}.`);
    }
  }
}

function refuseSurplus(folder: string, split: Split, got: number, total: number): never {
  throw new DataError(`${folder}: ${split} must have ${total} examples: got ${got}. ${notAlone}`);
}

/** Threads take a moment to start, and can share only what is made example by example. */
function worthThreads(generation: Generation, threads: number): boolean {
  const { train, validation, test } = generation.sizes;
  return threads > 1 && "example" in generation && train + validation + test >= fewest;
}

/** Made by this thread; the event loop gets its turn after every example. */
function inOrder(generation: Generation): (range: Range) => AsyncIterable<Example> {
  const next = "all" in generation ? nextOf(generation.all()) : generation.example;
  return async function* ({ split, from, to }) {
    for (let i = from; i < to; i++) {
      const example = next(split, i);
      if (example === null) return;
      yield example;
      await setImmediate();
    }
  };
}

/** The next example at each call, whichever is asked for; `null` when there is none. */
function nextOf(examples: Iterable<Example>): () => Example | null {
  const sequence = examples[Symbol.iterator]();
  return () => {
    const { value, done } = sequence.next();
    return done ? null : value;
  };
}
