import { setImmediate } from "node:timers/promises";
import type { Example, Examples, Generation, Split } from "../tasks/index.ts";
import type { FillOptions } from "./fill.ts";

/** A generation that makes every example on its own. */
export type SingleGeneration = Extract<Generation, { example: unknown }>;

/**
 * The first examples of a split, so many that there are `perClass` of each class, or all. They are made here, and stored
 * nowhere. Throws an AbortError when `signal` aborts.
 */
export async function makeSome(
  { sizes, example }: SingleGeneration,
  split: Split,
  { classes, perClass }: { readonly classes: number; readonly perClass: number },
  { onProgress, signal }: Omit<FillOptions, "threads"> = {},
): Promise<Examples> {
  const made: Example[] = [];
  const counts = new Array<number>(classes).fill(0);
  while (made.length < sizes[split] && counts.some((count) => count < perClass)) {
    const next = example(split, made.length);
    counts[next.label]!++;
    made.push(next);
    onProgress?.({ split, done: made.length, total: null, left: null });
    await setImmediate();
    signal?.throwIfAborted();
  }
  return {
    count: made.length,
    labels: Uint8Array.from(made, ({ label }) => label),
    tokens: (i) => made[i]!.towers,
  };
}
