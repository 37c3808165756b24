import { setImmediate } from "node:timers/promises";
import { openDigest, type Split } from "../tasks/index.ts";
import type { SplitCard } from "./card.ts";
import { openSplit } from "./read.ts";

/**
 * Reads a split back from the disk: what a card says is what lies there. `expected` is what a card says of it already;
 * throws DataError where the files have not the size for that.
 */
export async function digestOf(
  folder: string,
  split: Split,
  towers: number,
  { expected = null, signal }: DigestOptions = {},
): Promise<SplitCard> {
  const { count, labels, tokens, tokenCount, close } = openSplit(folder, split, towers, expected);
  const digest = openDigest();
  try {
    for (let i = 0; i < count; i++) {
      digest.add({ label: labels[i]!, towers: tokens(i) });
      if (i % 256 > 0) continue;
      await setImmediate();
      signal?.throwIfAborted();
    }
  } finally {
    close();
  }
  return { examples: count, tokens: tokenCount, digest: digest.hex() };
}

export interface DigestOptions {
  readonly expected?: SplitCard | null;
  readonly signal?: AbortSignal | undefined;
}
